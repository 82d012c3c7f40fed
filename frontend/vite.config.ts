/* The page's build: separate files only (the content security policy allows no inline script or style), lazy by face.
   What many pages share is one file: thirty small ones made an owner wait half a second longer for their first page. */
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const SHARED_BY = 5

/** The files that nearly everybody needs first, told to public/start.js, which asks for them before the page itself can. */
function ahead(): Plugin {
  const wanted = { zh: ['common.zh'], en: ['common.en'], portal: ['PortalShell', 'HomePage'], portalZh: ['repairs.zh'], portalEn: ['repairs.en'] }
  return {
    name: 'ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
        const files = (name: string) => chunks.filter((one) => one.name === name).flatMap((one) => [one.fileName, ...one.imports])
        const tags = Object.entries(wanted).map(([kind, names]) => {
          const found = [...new Set(names.flatMap(files))].filter((file) => !html.includes(file))
          if (!found.length) throw new Error(`the build has no ${names.join()}`)
          return ` data-${kind.toLowerCase()}="${found.map((file) => `/${file}`).join(' ')}"`
        })
        return html.replace('src="/start.js"', (here) => here + tags.join(''))
      },
    },
  }
}

export default defineConfig({
  plugins: [vue(), ahead()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    target: 'es2020',
    cssTarget: ['chrome87', 'safari14'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: /\.(?:ts|vue|m?js)/, minShareCount: SHARED_BY }] } } },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
})
