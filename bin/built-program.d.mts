export function builtProgram(project: string): Promise<string>;
