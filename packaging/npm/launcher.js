#!/usr/bin/env node
// Runs the program that the package for this platform holds, and ends as it ended.
"use strict";
const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "xerrno.exe" : "xerrno";

function found() {
    try {
        return require.resolve(`xerrno-${platform}/bin/${program}`);
    } catch {
        console.error(`xerrno: there is no package xerrno-${platform}: this platform has no build, or npm left out optional dependencies`);
        process.exit(2);
    }
}

const child = spawn(found(), process.argv.slice(2), { stdio: "inherit" });
// The terminal sends these to the program too, which knows what to do; the launcher must outlive it to pass its status on.
process.on("SIGINT", () => {});
process.on("SIGQUIT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
    console.error(`xerrno: could not run ${program}: ${error.message}`);
    process.exit(2);
});
child.on("exit", (status, signal) => {
    if (signal) {
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
    } else {
        process.exit(status);
    }
});
