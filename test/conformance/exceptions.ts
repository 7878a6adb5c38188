/** Cases that the library answers differently on purpose, each with the reason. */
export const exceptions: Readonly<Record<string, string>> = {};
