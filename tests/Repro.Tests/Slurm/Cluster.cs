using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Repro.Tests.Jobs;

namespace Repro.Tests.Slurm;

/// <summary>
/// A Slurm of its own: munged, slurmctld and slurmd of this machine's packages, as plain processes in a folder of their own,
/// on loopback and on ports that were free. What a machine has of a Slurm is not touched.
/// </summary>
internal sealed class Cluster : IDisposable
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel"];
    private static readonly string[] Places = ["/usr/sbin", "/usr/bin"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slurm-");   // without a space: slurm.conf knows no quotes
    private readonly List<Process> daemons = [];

    internal Cluster()
    {
        var (control, node) = FreePorts();
        File.WriteAllBytes(In("munge.key"), [.. Enumerable.Range(0, 128).Select(i => (byte)i)]);
        File.SetUnixFileMode(In("munge.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        foreach (var name in new[] { "state", "spool" }) Directory.CreateDirectory(In(name));
        File.WriteAllText(Configuration, $"""
            ClusterName=test
            SlurmctldHost={Environment.MachineName}(127.0.0.1)
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            AuthInfo=socket={In("munge.socket")}
            CredType=cred/munge
            SlurmctldPort={control}
            SlurmdPort={node}
            StateSaveLocation={In("state")}
            SlurmdSpoolDir={In("spool")}
            SlurmctldPidFile={In("slurmctld.pid")}
            SlurmdPidFile={In("slurmd.pid")}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SwitchType=switch/none
            MpiDefault=none
            ReturnToService=2
            KillWait=5
            SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0
            SlurmdParameters=config_overrides
            NodeName=node NodeHostname={Environment.MachineName} NodeAddr=127.0.0.1 CPUs=4
            PartitionName=main Nodes=node Default=YES State=UP

            """);
        Begin("munged", "--foreground", "--force", $"--key-file={In("munge.key")}", $"--socket={In("munge.socket")}", $"--pid-file={In("munged.pid")}",
            $"--seed-file={In("munged.seed")}", $"--log-file={In("munged.log")}");
        Processes.Await(() => File.Exists(In("munge.socket")), "munged");
        Begin("slurmctld", "-D", "-c", "-f", Configuration);
        Begin("slurmd", "-D", "-f", Configuration);
        Processes.Await(() => Run("sinfo", "--noheader", "--format=%T").StartsWith("idle"), "Slurm's node", pause: 200);
    }

    /// <summary>Why there is none here; null where there can be one.</summary>
    internal static string? Missing =>
        Programs.Where(program => !Places.Any(place => File.Exists($"{place}/{program}"))).ToList() is { Count: > 0 } missing
            ? $"no {string.Join(", ", missing)} here: Debian has them in munge, slurmctld, slurmd and slurm-client"
            : Environment.UserName != "root" ? "slurmd needs root to start jobs" : null;

    /// <summary>For SLURM_CONF.</summary>
    internal string Configuration => In("slurm.conf");

    /// <summary>Runs one of Slurm's commands.</summary>
    /// <returns>What it prints; empty where it fails.</returns>
    internal string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(Configured(program, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        _ = errors.Result;
        return process.ExitCode == 0 ? printed : "";
    }

    public void Dispose()
    {
        Run("scancel", $"--user={Environment.UserName}");
        foreach (var daemon in Enumerable.Reverse(daemons))
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }
        folder.Delete(recursive: true);
    }

    private void Begin(string program, params string[] arguments)
    {
        var daemon = Process.Start(Configured(program, arguments))!;
        daemon.OutputDataReceived += (_, _) => { };   // its log, which must go somewhere
        daemon.ErrorDataReceived += (_, _) => { };
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        daemons.Add(daemon);
    }

    private ProcessStartInfo Configured(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Places.Select(place => $"{place}/{program}").First(File.Exists), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName,
        };
        start.Environment["SLURM_CONF"] = Configuration;
        return start;
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private static (int, int) FreePorts()
    {
        using TcpListener first = new(IPAddress.Loopback, 0), second = new(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
