// Carries values between the page's world and the preload's: the detail of a CustomEvent is structured-cloned
// across worlds by Chromium (Files too), and its listeners run synchronously. Functions and promises cross as numbers.
// `token` is part of every event's name. The page does not know it, so it can neither listen nor send.
function createBridge(token, ownSide, otherSide, beforeCall) {
  const TAG = '__$bridge'
  const target = document
  const dispatch = target.dispatchEvent.bind(target)
  const Event = CustomEvent
  const functions = new Map()
  const promises = new Map()
  let lastId = 0
  let answer

  const post = (kind, detail) => dispatch(new Event(`${token}:${kind}`, { detail }))
  const listen = (kind, listener) =>
    target.addEventListener(`${token}:${kind}`, (event) => {
      event.stopImmediatePropagation()
      listener(event.detail)
    })

  const plainError = (error) => ({ message: String(error?.message ?? error), name: error?.name })
  const realError = ({ message, name }) => Object.assign(new Error(message), { name })
  const isPlain = (value) => {
    const prototype = Object.getPrototypeOf(value)
    return prototype === Object.prototype || prototype === null
  }

  const encode = (value) => {
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the contextBridge')
    if (typeof value === 'function') {
      const id = ++lastId
      functions.set(id, value)
      return { [TAG]: 'function', id }
    }
    if (value === null || typeof value !== 'object') return value
    if (value instanceof Promise) {
      const id = ++lastId
      value.then(
        (result) => post(`settle:${otherSide}`, { id, value: encode(result) }),
        (error) => post(`settle:${otherSide}`, { id, error: plainError(error) }),
      )
      return { [TAG]: 'promise', id }
    }
    if (value instanceof Error) return { [TAG]: 'error', ...plainError(value) }
    if (Array.isArray(value)) return value.map(encode)
    if (!isPlain(value)) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]))
  }

  const decode = (value, freeze) => {
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map((item) => decode(item, freeze))
    if (value[TAG] === 'function') return (...args) => call(value.id, args)
    if (value[TAG] === 'promise') {
      return new Promise((resolve, reject) => promises.set(value.id, { resolve, reject }))
    }
    if (value[TAG] === 'error') return realError(value)
    if (!isPlain(value)) return value
    const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item, freeze)]))
    return freeze ? Object.freeze(copy) : copy
  }

  const call = (id, args) => {
    answer = undefined
    post(`call:${otherSide}`, { id, args: encode(args) })
    const answered = answer
    answer = undefined
    if (!answered) throw new Error('An object could not be cloned.')
    if (answered.error) throw realError(answered.error)
    return decode(answered.value)
  }

  listen(`call:${ownSide}`, ({ id, args }) => {
    let result
    try {
      const values = decode(args)
      beforeCall?.(values)
      result = { value: encode(functions.get(id)(...values)) }
    } catch (error) {
      result = { error: plainError(error) }
    }
    post(`return:${otherSide}`, result)
  })
  listen(`return:${ownSide}`, (result) => {
    answer = result
  })
  listen(`settle:${ownSide}`, ({ id, value, error }) => {
    const promise = promises.get(id)
    promises.delete(id)
    if (error) promise?.reject(realError(error))
    else promise?.resolve(decode(value))
  })

  return { encode, decode, post, listen }
}
