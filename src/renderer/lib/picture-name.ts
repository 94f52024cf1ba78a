const PICTURE = /\.(?:jpe?g|png|webp|gif|avif|bmp)$/i

/** Does a file's name end like that of a picture the window can show? */
export const isPictureName = (name: string): boolean => PICTURE.test(name)
