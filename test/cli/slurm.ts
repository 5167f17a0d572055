import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Programs that the cluster needs; on Debian those of slurm-wlm and munge. */
export const slurmPrograms = ['slurmctld', 'slurmd', 'sbatch', 'squeue', 'munged'];

export const missingProgram = (programs: readonly string[]): string | undefined =>
  programs.find((program) => spawnSync('sh', ['-c', `command -v ${program}`], { env: withSbin() }).status !== 0);

const withSbin = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` });

/** A Slurm cluster of this machine: two nodes with a processor each, in a folder of its own. */
export class SmallCluster {
  readonly env: NodeJS.ProcessEnv;
  private readonly daemons = new Map<string, ChildProcess>();

  constructor(private readonly folder: string) {
    this.env = { ...withSbin(), SLURM_CONF: join(folder, 'slurm.conf'), SBATCH_OUTPUT: join(folder, 'job-%A-%a.out') };
  }

  /** Starts all, and waits until both nodes are there. */
  async start(): Promise<void> {
    const { folder } = this;
    for (const name of ['state', 'munge', 'node1', 'node2']) mkdirSync(join(folder, name), { mode: 0o700 });
    writeFileSync(join(folder, 'munge/key'), Buffer.alloc(128, 7), { mode: 0o400 });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'munge'), 0o755);
    writeFileSync(this.env.SLURM_CONF!, this.configuration());
    const file = (name: string): string => `--${name}-file=${join(folder, 'munge', name)}`;
    this.run('munged', '--foreground', `--socket=${join(folder, 'munge/socket')}`, ...['key', 'pid', 'log', 'seed'].map(file));
    await this.wait(
      'munged',
      () => spawnSync('munge', ['-n', '-S', join(folder, 'munge/socket')], { env: this.env }).status === 0,
    );
    this.run('slurmctld', '-D', '-f', this.env.SLURM_CONF!);
    for (const node of ['node1', 'node2']) this.run(node, '-D', '-N', node, '-f', this.env.SLURM_CONF!);
    await this.wait(
      'two idle nodes',
      () => (this.ask('sinfo', '-h', '-N', '-t', 'idle', '-o', '%N').match(/node/g) ?? []).length === 2,
    );
  }

  /** What one of Slurm's commands prints. */
  ask(program: string, ...args: string[]): string {
    return execFileSync(program, args, { env: this.env, encoding: 'utf8', cwd: this.folder }).trim();
  }

  /** Ends a node and all that runs on it, as when its power goes. */
  killNode(node: string): void {
    const { pid } = this.daemons.get(node)!;
    const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    const processes = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).flatMap((match) => (match ? [match] : []));
    // each job has a step daemon that is no child of the node's, but is told its name
    const own = new Set([
      String(pid),
      ...processes.filter(([, , , args]) => /slurmstepd/.test(args) && this.isOf(args, node)).map(([, id]) => id),
    ]);
    for (let before = 0; before < own.size; ) {
      before = own.size;
      for (const [, id, parent] of processes) if (own.has(parent)) own.add(id);
    }
    for (const id of own) spawnSync('kill', ['-9', id]);
  }

  /** The jobs of a node, by its own word. */
  jobsOn(node: string): string[] {
    return this.ask('squeue', '-h', '-t', 'running', '-w', node, '-o', '%A').split('\n').filter(Boolean);
  }

  async wait(what: string, isSo: () => boolean, seconds = 120): Promise<void> {
    for (const end = Date.now() + 1000 * seconds; !isSo(); await new Promise((resolve) => setTimeout(resolve, 500))) {
      if (Date.now() > end) throw new Error(`after ${seconds} seconds there is no ${what}`);
    }
  }

  /** Ends all, the last that was started first, and waits until it has ended. */
  async stop(): Promise<void> {
    for (const child of [...this.daemons.values()].reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
  }

  private isOf(args: string, node: string): boolean {
    const jobs = this.jobsOn(node);
    return jobs.some((job) => args.includes(`[${job}.`));
  }

  private run(name: string, ...args: string[]): void {
    const log = openSync(join(this.folder, `${name}.log`), 'w');
    const program = name.startsWith('node') ? 'slurmd' : name;
    this.daemons.set(name, spawn(program, args, { env: this.env, stdio: ['ignore', log, log] }));
  }

  private configuration(): string {
    const { folder } = this;
    const host = hostname();
    return `ClusterName=small
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=16817
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${folder}/munge/socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/%n
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/linear
SlurmdTimeout=10
KillWait=2
ReturnToService=2
MpiDefault=none
NodeName=node1 NodeHostname=${host} NodeAddr=127.0.0.1 Port=16818 CPUs=1
NodeName=node2 NodeHostname=${host} NodeAddr=127.0.0.1 Port=16819 CPUs=1
PartitionName=all Nodes=node1,node2 Default=YES MaxTime=INFINITE State=UP
`;
  }
}
