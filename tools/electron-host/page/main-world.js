// Runs in the page's own world before any of its scripts: receives what the preload exposes, and asks
// setWindowOpenHandler before a new window comes to be.
function mainWorld(token, createBridge) {
  const bridge = createBridge(token, 'page', 'preload')
  bridge.listen('expose', ({ key, api }) => {
    Object.defineProperty(window, key, { value: bridge.decode(api, true), enumerable: true })
  })

  let askMain
  bridge.listen('window-open', (encoded) => {
    askMain = bridge.decode(encoded)
  })
  const absolute = (url) => {
    try {
      return new URL(url, document.baseURI).href
    } catch {
      return url
    }
  }
  const askToOpen = (url, frameName, features, disposition) =>
    askMain?.(JSON.stringify({ url: absolute(url), frameName, features, disposition }))

  const SAME_WINDOW = /^(_self|_top|_parent)$/i
  const open = window.open.bind(window)
  window.open = (url = '', name = '', features = '') => {
    if (SAME_WINDOW.test(name)) return open(url, name, features)
    askToOpen(String(url), String(name), String(features), 'foreground-tab')
    return null
  }

  const onClick = (event) => {
    const link = event
      .composedPath()
      .find((node) => (node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement) && node.href)
    if (!link || event.defaultPrevented || event.button === 2) return
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1
    if (!elsewhere && (!link.target || SAME_WINDOW.test(link.target))) return
    event.preventDefault()
    askToOpen(link.href, link.target, '', event.shiftKey ? 'new-window' : 'foreground-tab')
  }
  window.addEventListener('click', onClick)
  window.addEventListener('auxclick', onClick)
  window.addEventListener('submit', (event) => {
    const target = event.submitter?.formTarget || event.target.target
    if (!target || SAME_WINDOW.test(target) || event.defaultPrevented) return
    event.preventDefault()
    askToOpen(event.target.action, target, '', 'foreground-tab')
  })
}
