#!/usr/bin/env bash
# Tries submit.sh on a Slurm of its own on this machine: two nodes that are two daemons, gone when the script ends.
# One shard is sent back to the queue while it simulates, one is cancelled, so that the merge must not start; submitting
# again simulates what is missing; the bytes must be those of one machine. Then the same with a node that dies half-way, its
# daemon and all that it runs killed at once.
# Needs munged, slurmctld, slurmd and sbatch; on Debian: apt-get install slurmctld slurmd slurm-client munge
set -euo pipefail
cd "$(dirname "$0")/../.."
for program in munged slurmctld slurmd sbatch; do
  command -v $program >/dev/null || { echo "skipped: there is no $program here"; exit 0; }
done
export DETENTE=${DETENTE:-$PWD/target/release/detente}
[ -x "$DETENTE" ] || cargo build --release --quiet
submit=$PWD/deploy/slurm/submit.sh
desk=$(mktemp -d)
chmod 755 "$desk"
mkdir "$desk"/{state,log,munge,n1,n2}
cp scenarios/doha_2026.toml scenarios/tutorial.toml "$desk/"
cd "$desk"

pids=()
leave() {
  scancel --quiet --user="$(id -un)" 2>/dev/null || true
  sleep 2
  kill "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$desk"
}
trap leave EXIT
background() { "$@" >>log/daemons 2>&1 & last=$!; pids+=("$last"); }
wait_until() { # seconds, then what must hold
  local left=$(($1 * 5)); shift
  until "$@" >/dev/null 2>&1; do
    ((left--)) || { echo "in vain: $*"; tail -n 20 log/*; exit 1; }
    sleep 0.2
  done
}

port=${PORT:-26817} host=$(hostname -s) user=$(id -un)
(umask 077; head -c 256 /dev/urandom >munge/key)
chmod 755 munge
cat >slurm.conf <<CONF
ClusterName=try
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$desk/munge/socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1
ReturnToService=2
SlurmdTimeout=10
MinJobAge=600
StateSaveLocation=$desk/state
SlurmctldPidFile=$desk/slurmctld.pid
SlurmdPidFile=$desk/%n/slurmd.pid
SlurmdSpoolDir=$desk/%n
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$desk/slurm.conf
background munged --foreground --key-file="$desk/munge/key" --socket="$desk/munge/socket" \
  --pid-file="$desk/munge/pid" --seed-file="$desk/munge/seed" --log-file="$desk/log/munged"
wait_until 10 test -S munge/socket
background slurmctld -D -c
background slurmd -D -N n1
background slurmd -D -N n2
second=$last
idle() { [ "$(sinfo --noheader --Node --format=%t | grep -c idle)" = 2 ]; }
wait_until 30 idle
echo "a Slurm of two nodes is up"

trials=${TRIALS:-3000000}
tasks() { squeue --noheader --array --states=R --format=%i; }
both_simulate() { [ "$(tasks | wc -l)" = 2 ]; }
quiet() { [ -z "$(squeue --noheader)" ]; }
submit() { "$submit" 4 "results/$1" doha_2026.toml tutorial.toml -- --trials "$trials"; }
sha256() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1); }

submit try
wait_until 30 both_simulate
sleep 3
{ read -r back; read -r gone; } < <(tasks)
scontrol requeue "$back"
scancel "$gone"
echo "sent back to the queue: task $back; cancelled: task $gone"
# Slurm holds back for two minutes what it has queued again; here nothing stands against starting it sooner.
sleep 7
scontrol update jobid="$back" starttime=now
wait_until 400 quiet
[ ! -e results/try ] || { echo "merged although a shard was missing"; exit 1; }
grep -l interrupted shards/try/of_4/*.log | sed 's/^/told to end, and did: /'
echo "no merge; submitting again:"
submit try
wait_until 400 quiet
"$DETENTE" verify results/try
"$DETENTE" run doha_2026.toml tutorial.toml --trials "$trials" --out whole --quiet
diff -r whole results/try
echo "the merged folder is byte for byte that of one machine: $(sha256 whole)"

# Processes of this Slurm that run on the second node: the tasks, and the step daemons that are their parents.
on_second() {
  local process variables
  for process in /proc/[0-9]*; do
    variables=$( { tr '\0' '\n' <"$process/environ"; } 2>/dev/null) || continue
    if grep -qxF "SLURM_CONF=$SLURM_CONF" <<<"$variables" && grep -qx SLURMD_NODENAME=n2 <<<"$variables"; then
      echo "${process#/proc/}"
      awk '/^PPid:/ { print $2 }' "$process/status"
    fi
  done | sort -u | grep -vx 1
}
down() { [ "$(sinfo --noheader --Node --nodes=n2 --format=%t | tr -d '*')" = down ]; }

# Sent back to the queue by itself, the task would go on elsewhere; here it fails, as where nothing may be queued again.
SHARD_OPTIONS="--no-requeue" submit node
wait_until 60 both_simulate
sleep 3
mapfile -t killed < <(on_second)
[ ${#killed[@]} -ge 2 ] || { echo "nothing runs on the second node"; exit 1; }
kill -KILL "$second" "${killed[@]}"
echo "node n2 killed while it simulated: its daemon and ${#killed[@]} processes"
wait_until 200 down
wait_until 400 quiet
[ ! -e results/node ] || { echo "merged although a shard was missing"; exit 1; }
echo "no merge; submitting again, to the node that is left:"
submit node
wait_until 400 quiet
"$DETENTE" verify results/node
diff -r whole results/node
echo "the merged folder is byte for byte that of one machine: $(sha256 results/node)"
