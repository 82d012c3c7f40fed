// Regenerates src/api/schema.d.ts from the server's OpenAPI document: npm run api -- <openapi.json>
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const [source] = process.argv.slice(2)
if (!source) {
  console.error('usage: npm run api -- <openapi.json>')
  process.exit(2)
}
const document = JSON.parse(await readFile(source, 'utf8'))
const nodes = await openapiTS(document, { alphabetize: true })
const head = '// Generated from the OpenAPI document by `npm run api`. Do not edit.\n\n'
await writeFile(new URL('../src/api/schema.d.ts', import.meta.url), head + astToString(nodes))
