import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { displayMethod } from '../../src/notebook/display';
import { source } from '../../src/notebook/source';
import { repositoryRoot } from '../../src/runs/files';

describe('source', () => {
  it('shows a declaration with its comment; its text only names it', () => {
    const shown = source('src/simulation/residual.ts', 'residualErrorPercentage');
    assert.match(shown.code, /^\/\*\* Residual error percentage [^\n]*\*\/\nexport function residualErrorPercentage[^}]*\n\}$/);
    const { 'text/plain': text, 'text/markdown': markdown } = shown[displayMethod]();
    assert.equal(text, 'residualErrorPercentage in src/simulation/residual.ts');
    assert.ok(String(markdown).includes(`\`\`\`ts\n${shown.code}\n\`\`\``));
    assert.throws(
      () => source('src/simulation/residual.ts', 'residual'),
      /residual: src\/simulation\/residual.ts does not declare it/,
    );
  });

  it('cuts every function, class and constant of src out whole', () => {
    const files = readdirSync(join(repositoryRoot, 'src'), { recursive: true, encoding: 'utf8' });
    let count = 0;
    for (const file of files.filter((name) => name.endsWith('.ts') && !name.includes('kernels')).map((name) => `src/${name}`)) {
      const tree = ts.createSourceFile(file, readFileSync(join(repositoryRoot, file), 'utf8'), ts.ScriptTarget.ES2022);
      const seen = new Set<string>();
      for (const statement of tree.statements) {
        const named = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement;
        const name = (named as ts.NamedDeclaration).name;
        if (!name || !ts.isIdentifier(name) || ts.isModuleDeclaration(statement)) continue;
        const [first] = ts.getLeadingCommentRanges(tree.text, statement.getFullStart())?.slice(-1) ?? [];
        const isAbove = first && /^\r?\n$/.test(tree.text.slice(first.end, statement.getStart(tree)));
        const hasComment = isAbove && tree.text.startsWith('/**', first.pos);
        const expected = tree.text.slice(hasComment ? first.pos : statement.getStart(tree), endOf(statement, tree));
        // a text over several lines has no indentation to go by
        if (seen.has(name.text)) continue;
        seen.add(name.text);
        if (/^(declare|let)|= `\n/.test(statement.getText(tree))) continue;
        assert.equal(source(file, name.text).code, expected, `${file}, ${name.text}`);
        count++;
      }
    }
    assert.ok(count > 500);
  });
});

/** Of a function with several signatures, that of the last. */
function endOf(statement: ts.Statement, tree: ts.SourceFile): number {
  if (!ts.isFunctionDeclaration(statement)) return statement.getEnd();
  const all = tree.statements.filter((other) => ts.isFunctionDeclaration(other) && other.name?.text === statement.name?.text);
  return all[all.length - 1].getEnd();
}
