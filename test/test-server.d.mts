export const testServer: { folder: string; safety: 'fast' };
