import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "harness",
          include: ["harness/**/*.test.ts", "fixtures/**/*.test.ts"],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
