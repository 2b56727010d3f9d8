import { describe, expect, it } from 'vitest';
import { CERTIFICATE, DOMAIN, ZONE } from './account.ts';
import { AUTH, resource, resourcesOf, synthesized, target } from './synthesized.ts';

const origins = ['https://desk.example.org', `https://${DOMAIN.name}`];
const { app, data } = synthesized('prod', { auth: AUTH.users, origins, domain: { ...DOMAIN, hostedZone: ZONE } });
const bare = synthesized('prod', { domain: DOMAIN });

describe('A domain of the settings', () => {
  it('serves the one API over TLS 1.2 with the certificate, and closes the address of API Gateway', () => {
    expect(resource(app, 'AWS::ApiGatewayV2::DomainName', 'Http').Properties).toEqual({
      DomainName: DOMAIN.name,
      DomainNameConfigurations: [
        {
          CertificateArn: CERTIFICATE,
          EndpointType: 'REGIONAL',
          IpAddressType: 'dualstack',
          SecurityPolicy: 'TLS_1_2',
        },
      ],
    });
    const { ApiId, DomainName, Stage } = resource(app, 'AWS::ApiGatewayV2::ApiMapping', 'Http').Properties;
    expect([ApiId, DomainName].map((value) => target(value, []))).toEqual([
      'Http91AF8B83',
      resourcesOf(app, 'AWS::ApiGatewayV2::DomainName')[0]?.[0],
    ]);
    expect(Stage).toBe('$default');
    expect(resource(app, 'AWS::ApiGatewayV2::Api', 'Http').Properties).toMatchObject({
      DisableExecuteApiEndpoint: true,
    });
  });

  it('gets its records in the zone that is named', () => {
    const records = resourcesOf(app, 'AWS::Route53::RecordSet').map(([, { Properties }]) => Properties);
    expect(records.map(({ Type, Name, HostedZoneId }) => [Type, Name, HostedZoneId])).toEqual([
      ['A', `${DOMAIN.name}.`, ZONE.id],
      ['AAAA', `${DOMAIN.name}.`, ZONE.id],
    ]);
    const targets = records.map(({ AliasTarget }) => target((AliasTarget as { DNSName: unknown }).DNSName, []));
    for (const each of targets) expect(each).toMatch(/^HttpDomainName.*\.RegionalDomainName$/);
  });

  it('gets none where no zone is named, and the outputs say where they have to lead', () => {
    expect(resourcesOf(bare.app, 'AWS::Route53::RecordSet')).toEqual([]);
    expect(target(bare.app.toJSON().Outputs.ApiDomainTarget.Value, [])).toMatch(/\.RegionalDomainName$/);
  });

  it('is the address of the outputs, of the sign-in and of the invitation, and a page from where files come', () => {
    const address = `https://${DOMAIN.name}`;
    expect(app.toJSON().Outputs.ApiUrl.Value).toBe(address);
    const client = resource(app, 'AWS::Cognito::UserPoolClient', 'SignIn').Properties;
    for (const urls of [client['CallbackURLs'], client['LogoutURLs']]) {
      expect(urls).toEqual([`${address}/`, 'https://desk.example.org/']);
    }
    const pool = JSON.stringify(resource(data, 'AWS::Cognito::UserPool', 'Users').Properties['AdminCreateUserConfig']);
    expect(pool).toContain(`your desk at ${address}/.`);
    const uploads = ({ data: of }: typeof bare) => {
      const cors = resource(of, 'AWS::S3::Bucket', 'Inbox').Properties['CorsConfiguration'];
      return (cors as { CorsRules: { AllowedOrigins: string[] }[] }).CorsRules[0]?.AllowedOrigins;
    };
    expect(uploads({ ...bare, data })).toEqual([address, 'https://desk.example.org']);
    expect(uploads(bare)).toEqual([address]);
  });

  it('is not there by default: the address is the one of API Gateway', () => {
    const plain = synthesized('dev').app;
    expect(resourcesOf(plain, 'AWS::ApiGatewayV2::DomainName')).toEqual([]);
    expect(resource(plain, 'AWS::ApiGatewayV2::Api', 'Http').Properties).not.toHaveProperty(
      'DisableExecuteApiEndpoint',
    );
    expect(target(plain.toJSON().Outputs.ApiUrl.Value, [])).toBe('Http91AF8B83.ApiEndpoint');
  });
});
