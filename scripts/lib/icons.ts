// The icon files of the packages, made from the one drawing in resources/icon.svg.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'

/** Edge lengths of the PNG files, in pixels: what Linux desktops look for, and the large ones for stores. */
export const PNG_SIZES_PX = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const

/** Edge lengths inside of `icon.ico`: what Windows shows at 100 to 400 %. */
const ICO_SIZES_PX = [16, 24, 32, 48, 64, 128, 256] as const

/** The entries of `icon.icns`: Apple's name of each and its edge length, in the order `iconutil` writes them. */
const ICNS_ENTRIES = [
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic04', 16],
  ['ic14', 512],
  ['ic09', 512],
  ['ic05', 32],
  ['ic10', 1024],
  ['ic11', 32],
] as const

const VIEW_BOX = 'viewBox="0 0 32 32"'

/** Apple's template leaves 100 of 1024 pixels free on each side; elsewhere the tile fills the picture. */
const MAC_VIEW_BOX = (() => {
  const edge = (32 * 1024) / 824
  const margin = (edge - 32) / 2
  return `viewBox="${-margin} ${-margin} ${edge} ${edge}"`
})()

/**
 * Draws the SVG and returns every generated file, by its path in `resources`. The rasteriser is WebAssembly and the PNG
 * data goes into the containers as it is, so that the bytes are the same on every system.
 */
export async function createIcons(svg: string): Promise<ReadonlyMap<string, Uint8Array>> {
  if (!svg.includes(VIEW_BOX)) throw new Error(`The drawing needs ${VIEW_BOX}`)
  await startRasteriser()
  const drawPng = (drawing: string, sizePx: number): Uint8Array =>
    new Resvg(drawing, { fitTo: { mode: 'width', value: sizePx } }).render().asPng()

  const files = new Map<string, Uint8Array>()
  for (const size of PNG_SIZES_PX) files.set(`icons/${size}x${size}.png`, drawPng(svg, size))

  const ico = new IconIco()
  // Below 256 pixels as bitmaps: older parts of Windows and installers read nothing else there.
  for (const size of ICO_SIZES_PX) await ico.addFromPng(drawPng(svg, size), null, true)
  files.set('icon.ico', ico.encode())

  const macDrawing = svg.replace(VIEW_BOX, MAC_VIEW_BOX)
  const icns = new IconIcns()
  for (const [name, size] of ICNS_ENTRIES) await icns.addFromPng(drawPng(macDrawing, size), [name], true)
  files.set('icon.icns', icns.encode())
  return files
}

let started: Promise<void> | undefined

/** The rasteriser may be started only once in a process. */
function startRasteriser(): Promise<void> {
  const wasm = fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))
  started ??= readFile(wasm).then((bytes) => initWasm(bytes))
  return started
}
