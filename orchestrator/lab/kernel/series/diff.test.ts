import { expect, test } from 'vitest';
import { diffIn, filesIn } from './diff.ts';

const DIFF = `diff --git a/mm/a.c b/mm/a.c
index 1111111..2222222 100644
--- a/mm/a.c
+++ b/mm/a.c
@@ -10,3 +10,4 @@ int first(void)
 a
--- a/not/a/file
+++ b/not/a/file
+x
 c
@@ -40 +41 @@ int second(void)
-d
+e
diff --git a/mm/new.c b/mm/new.c
new file mode 100644
index 0000000..3333333
--- /dev/null
+++ b/mm/new.c
@@ -0,0 +1 @@
+f
diff --git a/mm/gone.c b/mm/gone.c
deleted file mode 100644
index 3333333..0000000
--- a/mm/gone.c
+++ /dev/null
@@ -1 +0,0 @@
-g
diff --git a/mm/from.c b/mm/to.c
similarity index 100%
rename from mm/from.c
rename to mm/to.c
-- 
2.43.0
`;

test('files and hunks, whatever their lines look like', () => {
  expect(filesIn(DIFF)).toEqual([
    { before: 'mm/a.c', after: 'mm/a.c', hunks: [{ line: 10, heading: '@@ -10,3 +10,4 @@ int first(void)' }, { line: 40, heading: '@@ -40 +41 @@ int second(void)' }] },
    { before: undefined, after: 'mm/new.c', hunks: [{ line: 0, heading: '@@ -0,0 +1 @@' }] },
    { before: 'mm/gone.c', after: undefined, hunks: [{ line: 1, heading: '@@ -1 +0,0 @@' }] },
    { before: 'mm/from.c', after: 'mm/to.c', hunks: [] },
  ]);
});

test('a diff that is not of git has files too', () => {
  expect(filesIn('--- linux.orig/mm/a.c\t2023-10-05\n+++ b/mm/a.c\t2023-10-06\n@@ -1 +1 @@\n-a\n+b\n--- a/mm/b.c\n+++ b/mm/b.c\n@@ -1 +1 @@\n-a\n+b\n').map(({ after, hunks }) => [after, hunks.length])).toEqual([['mm/a.c', 1], ['mm/b.c', 1]]);
});

test('what a mail has in front of its diff is left out', () => {
  expect(diffIn(`Why.\n---\n mm/a.c | 2 +-\n\n${DIFF}`)).toBe(DIFF);
  expect(diffIn('--- \nno diff\n+++ \n')).toBeUndefined();
});
