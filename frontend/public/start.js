// Before the first paint: the person's language, theme and type size onto <html>. Kept in step with src/app/choices.ts.
// Then asks for the files that the page will want first; the build (vite.config.ts) tells which they are.
(function () {
  var html = document.documentElement
  var kept
  try {
    kept = JSON.parse(localStorage.getItem('guanjia.choices') || '{}')
  } catch {
    // A private window: the defaults hold.
  }
  kept = kept || {}
  var locale = kept.locale || (/^zh/i.test(navigator.language || 'zh') ? 'zh-CN' : 'en')
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  html.lang = locale
  html.dataset.theme = dark ? 'dark' : 'light'
  if (kept.type === 'large') html.dataset.type = 'large'

  var files = document.currentScript.dataset
  function ahead(names) {
    ;(names || '').split(' ').forEach(function (name) {
      if (!name) return
      var link = document.createElement('link')
      link.rel = 'modulepreload'
      link.crossOrigin = ''
      link.href = name
      document.head.appendChild(link)
    })
  }
  function recalled(name) {
    try {
      return localStorage.getItem('guanjia.' + name)
    } catch {
      return null
    }
  }
  ahead(locale === 'en' ? files.en : files.zh)
  if (recalled('signed-in') && (recalled('face') || 'portal') === 'portal') {
    ahead(files.portal)
    ahead(locale === 'en' ? files.portalen : files.portalzh)
  }
})()
