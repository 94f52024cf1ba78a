window.pageOnly = true
window.dropped = []

document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  const files = [...event.dataTransfer.files]
  window.dropped.push({ names: files.map(({ name }) => name), paths: window.api.pathsOf(files) })
})
document.addEventListener('DOMContentLoaded', () => {
  document.documentElement.dataset.appState = 'ready'
})
