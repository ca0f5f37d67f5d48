// Loaded into wrangler by `cargo xtask start`: when standard input closes, xtask is gone, and wrangler ends as on a signal.
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM")).resume().unref?.();
