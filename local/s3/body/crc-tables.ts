import type { RunningChecksum } from './checksums.ts';

/** Castagnoli's polynomial, reversed (RFC 3720, appendix B.4). */
const POLYNOMIAL_32C = 0x82f63b78;

/** The polynomial of NVM Express (NVM Command Set Specification, 64b CRC), reversed. */
const POLYNOMIAL_64 = 0x9a6c9329ac4bc9b5n;

const TABLE_32C = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? POLYNOMIAL_32C ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** The upper and lower halves of the 64-bit table: numbers of 32 bits are much faster than BigInt. */
const TABLE_64 = table64();

function table64(): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? POLYNOMIAL_64 ^ (value >> 1n) : value >> 1n;
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xffffffffn);
  }
  return { high, low };
}

/** A CRC-32C; of "123456789" it is e3069283. */
export function crc32c(): RunningChecksum {
  let sum = ~0;
  return {
    update(bytes) {
      let value = sum;
      for (let index = 0; index < bytes.length; index += 1) {
        value = (TABLE_32C[(value ^ (bytes[index] ?? 0)) & 255] ?? 0) ^ (value >>> 8);
      }
      sum = value;
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32BE(~sum);
      return bytes;
    },
  };
}

/** A CRC-64/NVME; of "123456789" it is ae8b14860a799888. */
export function crc64nvme(): RunningChecksum {
  let high = ~0;
  let low = ~0;
  return {
    update(bytes) {
      let h = high;
      let l = low;
      for (let index = 0; index < bytes.length; index += 1) {
        const entry = (l ^ (bytes[index] ?? 0)) & 255;
        l = ((l >>> 8) | (h << 24)) ^ (TABLE_64.low[entry] ?? 0);
        h = (h >>> 8) ^ (TABLE_64.high[entry] ?? 0);
      }
      high = h;
      low = l;
    },
    digest() {
      const bytes = Buffer.alloc(8);
      bytes.writeInt32BE(~high, 0);
      bytes.writeInt32BE(~low, 4);
      return bytes;
    },
  };
}
