/** What can be asked, as the service's own OpenAPI document says it. */
export interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly takesBody: boolean;
  /** Needs a token. */
  readonly secured: boolean;
  /** Other methods that the path takes. */
  readonly siblings: readonly string[];
}

interface Said {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: object;
  readonly security?: readonly object[];
}

export function operationsOf(document: { readonly paths: Readonly<Record<string, object>> }): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Said>>).map(([method, said]) => ({
      id: said.operationId,
      method: method.toUpperCase(),
      path,
      parameters: said.parameters,
      takesBody: said.requestBody !== undefined,
      secured: said.security?.length !== 0,
      siblings: Object.keys(methods)
        .map((each) => each.toUpperCase())
        .filter((each) => each !== method.toUpperCase()),
    })),
  );
}

/** Whether a text is what the document says of a parameter. */
export function fits({ pattern, minLength = 0, maxLength = Infinity, ...schema }: Schema, text: string): boolean {
  if (schema.enum && !schema.enum.includes(text)) return false;
  if (schema.const !== undefined && schema.const !== text) return false;
  const length = [...text].length;
  return length >= minLength && length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(text));
}
