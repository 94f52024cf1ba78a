import { parseSync, Visitor, type Argument, type Expression } from 'oxc-parser'

/** What a source file names as another module, however it names it. */
export interface ImportMention {
  readonly specifier: string
  readonly line: number
  /** Erased by the compiler: nothing of the other module is loaded. */
  readonly isTypeOnly: boolean
}

/**
 * Finds every module that a file names: `import` and `export … from`, with `type` and without, `import()`, `require`,
 * `import('…')` within a type, `import.meta.resolve('…')`, and `new URL('…', import.meta.url)`, which is how workers are
 * started. A name that is put together at run time cannot be read here.
 */
export function readImports(path: string, source: string): readonly ImportMention[] {
  const { program, errors } = parseSync(path, source)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path} cannot be read: ${error.message}`)
  const mentions: ImportMention[] = []
  const add = (specifier: string | undefined, offset: number, isTypeOnly = false): void => {
    if (specifier === undefined) return
    mentions.push({ specifier, line: source.slice(0, offset).split('\n').length, isTypeOnly })
  }
  new Visitor({
    ImportDeclaration: ({ source: from, start, importKind, specifiers }) => {
      const areAllTypes =
        specifiers.length > 0 &&
        specifiers.every((name) => name.type === 'ImportSpecifier' && name.importKind === 'type')
      add(from.value, start, importKind === 'type' || areAllTypes)
    },
    ExportNamedDeclaration: ({ source: from, start, exportKind }) =>
      add(from?.value, start, exportKind === 'type'),
    ExportAllDeclaration: ({ source: from, start, exportKind }) =>
      add(from.value, start, exportKind === 'type'),
    ImportExpression: ({ source: from, start }) => add(toText(from), start),
    TSImportType: ({ source: from, start }) => add(toText(from), start, true),
    TSExternalModuleReference: ({ expression, start }) => add(toText(expression), start),
    CallExpression: ({ callee, arguments: given, start }) => {
      if (isResolve(callee) || isRequire(callee)) add(toText(given[0]), start)
    },
    NewExpression: ({ callee, arguments: given, start }) => {
      const isUrl = callee.type === 'Identifier' && callee.name === 'URL' && isImportMeta(given[1], 'url')
      // A URL is relative without a leading dot, too.
      if (isUrl) add(toText(given[0])?.replace(/^(?=[\w-])/, './'), start)
    },
  }).visit(program)
  return mentions
}

/** The text of a literal, if it is one. */
function toText(node: Expression | Argument | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  const isPlainTemplate = node?.type === 'TemplateLiteral' && node.expressions.length === 0
  return isPlainTemplate ? (node.quasis[0]?.value.cooked ?? undefined) : undefined
}

/** `import.meta.url`, `import.meta.resolve` … */
function isImportMeta(node: Expression | Argument | undefined, property: string): boolean {
  return (
    node?.type === 'MemberExpression' &&
    node.object.type === 'MetaProperty' &&
    node.property.type === 'Identifier' &&
    node.property.name === property
  )
}

const isResolve = (callee: Expression): boolean => isImportMeta(callee, 'resolve')

/** `require('…')`, `require.resolve('…')`, `createRequire(…)('…')` */
function isRequire(callee: Expression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require'
  if (callee.type === 'MemberExpression') return isRequire(callee.object)
  return (
    callee.type === 'CallExpression' &&
    callee.callee.type === 'Identifier' &&
    callee.callee.name === 'createRequire'
  )
}
