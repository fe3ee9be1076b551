import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist', 'node_modules', 'janus-results', 'fixtures', 'coverage']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Control characters in patterns are our trade: answers and wires are hostile text.
      'no-control-regex': 'off',
      // tsc knows every global, in JavaScript files too (checkJs).
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreUsingDeclarations: true }],
      'max-params': ['error', 3],
    },
  },
  {
    // A bag of strings from outside (parsed YAML, JSON) is indexed by name; tsc already forces the bracket form.
    rules: { '@typescript-eslint/dot-notation': 'off' },
  },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
