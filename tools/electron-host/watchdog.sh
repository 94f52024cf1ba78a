#!/bin/sh
# watchdog.sh <profile folder> <browser> [argument…]
# Runs the browser until it ends by itself or standard input closes, which it does however the host dies
# (SIGKILL too). Then nothing is left: no process of this group, no profile.
profile=$1
shift
exec 3<&0
"$@" 3<&- </dev/null &
browser=$!
{
  cat >/dev/null
  kill -KILL "$browser"
} <&3 2>/dev/null &
# The host reads the browser’s stderr only; writing to it when the host is dead would end this script too.
exec 3<&- 2>/dev/null
wait "$browser"
rm -rf "$profile" || { sleep 1; rm -rf "$profile"; }
kill -KILL 0
