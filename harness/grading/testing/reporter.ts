/** What a runner's result is to the reporter. */
interface Result {
  status: string;
  max_score: number;
  tests: { name: string; status: string; score: number; message: string; test_code: string; line_no: number }[];
}

/**
 * What `classroom-resources/autograding-grading-reporter` (v1, d13b591) does with the results of its runners, as its
 * sources have it: what it prints, the points it prints (passed / all x max_score), the points it reports (the sum of
 * the scores), and what the job fails with.
 */
export function report(encoded: Readonly<Record<string, string>>) {
  const results = Object.values(encoded).map(
    (text): Result => JSON.parse(Buffer.from(text, "base64").toString("utf8")),
  );
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const printed = results.map(({ tests, max_score }) => {
    const passed = tests.filter(({ status }) => status === "pass").length;
    return (passed / tests.length) * max_score;
  });
  return {
    log: results.flatMap(({ tests }) => tests.flatMap(lines)).flatMap((text) => text.split("\n")),
    printed: sum(printed),
    reported: {
      totalPoints: sum(results.flatMap(({ tests }) => tests.map(({ score }) => score))),
      maxPoints: sum(results.map(({ max_score }) => max_score)),
    },
    failed: failure(results.map(({ status }) => status)),
  };
}

function lines({ name, status, message, test_code, line_no }: Result["tests"][number]): string[] {
  const place = line_no === 0 ? "" : ` - line ${line_no}`;
  const row = status === "error" ? `Error: ${message || `Failed to run test '${name}'`}` : `${name}${place}`;
  return test_code ? [row, `Test code:\n${test_code}\n`] : [row];
}

function failure(statuses: string[]): string | undefined {
  if (statuses.includes("fail")) return "Some tests failed.";
  return statuses.includes("error") ? "Some tests errored." : undefined;
}
