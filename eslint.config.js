import tseslint from 'typescript-eslint';

const door = (ring, ...allowed) => ({
  group: [`**/${ring}/*`, `**/${ring}/**`, ...allowed.map((path) => `!**/${path}`)],
  message: `Use the door of ${ring}: import from ${ring}/index.js.`,
});
const pure = [
  { name: 'Date', message: 'Rings 1 and 2 get instants as arguments.' },
  { name: 'process', message: 'Rings 1 and 2 know no process.' },
];
const pureProperties = [{ object: 'Math', property: 'random', message: 'Chance comes in as an argument.' }];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'web/dist', 'web/src/api-schema.ts', '.perennial', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
    },
  },
  {
    ignores: ['**/*.spec.ts', 'test/**', 'bench/**'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipComments: true }] },
  },
  {
    files: ['dsl/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', ...pure],
      'no-restricted-properties': ['error', ...pureProperties],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.|chevrotain$|@noble/hashes/)',
              message: 'Ring 1 imports only chevrotain and a hash function.',
            },
            { group: ['**/workflows/**', '**/src/**'], message: 'Ring 1 imports no other ring.' },
          ],
        },
      ],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', ...pure],
      'no-restricted-properties': ['error', ...pureProperties],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.|xstate(/graph)?$)',
              message: 'Ring 2 imports only xstate and the door of dsl.',
            },
            door('dsl', 'dsl/index.js'),
            { group: ['**/src/**'], message: 'Ring 2 does not know the world.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            door('dsl', 'dsl/index.js'),
            door('workflows', 'workflows/index.js'),
            { group: ['xstate'], message: 'Only workflows/machine and workflows/engine see xstate.' },
          ],
        },
      ],
    },
  },
);
