// Before the first paint: the person's language, theme and type size onto <html>. Kept in step with src/app/choices.ts.
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
})()
