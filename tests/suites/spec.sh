#!/usr/bin/env bash
# The examples of tests/spec: which statements are understood, in prose that runs.
set -u
cd "$(dirname "$0")/../.."
exec "${BUILD:-build/normal}/unit/test_figure_spec" --suite
