/* A paper (PDF) in a tab of its own. Browsers let only the tap itself open a tab, so it is opened empty and filled when the link is here. */

/** Opens the paper that `asked` gives a link to; `saying` stands in the tab meanwhile. Gives the link, for where no tab opened. */
export async function openPaper(asked: () => Promise<{ url: string }>, saying: string, mayOpen = true): Promise<{ url: string; opened: boolean }> {
  const tab = mayOpen ? window.open('', '_blank') : null
  if (tab) {
    tab.opener = null
    tab.document.title = saying
    tab.document.body.textContent = saying
  }
  try {
    const { url } = await asked()
    const opened = tab !== null && !tab.closed
    if (opened) tab.location.replace(url)
    return { url, opened }
  } catch (error) {
    tab?.close()
    throw error
  }
}
