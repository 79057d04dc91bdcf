using Repro.Jobs;
using Xunit;

namespace Repro.Tests.Jobs;

public sealed class MemoryRuleTests : IDisposable
{
    private const long GiB = 1L << 30, MiB = 1L << 20;
    private readonly TempFolder root = new();

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData(8, 1, new[] { 1.0 }, true)]
    [InlineData(1, 1, new[] { 1.0 }, false)]      // no margin
    [InlineData(1.3, 1, new[] { 1.0 }, false)]
    [InlineData(1.4, 1, new[] { 1.0 }, true)]
    [InlineData(1.4, 1, new[] { 0.9 }, false)]    // it will take the rest
    [InlineData(8, 2, new[] { 0.1, 0.1, 0.1 }, false)]   // three have just begun
    [InlineData(8, 2, new[] { 2.0, 2.0, 2.0 }, true)]
    [InlineData(8, 2, new[] { 3.0 }, true)]
    [InlineData(0, 0, new double[0], false)]
    public void One_more_needs_what_the_largest_takes_beside_what_the_others_will(double available, double largest, double[] resident, bool suffices) =>
        Assert.Equal(suffices, MemoryRule.Suffices((long)(available * GiB), (long)(largest * GiB), resident.Select(r => (long)(r * GiB))));

    [Fact]
    public void The_kernel_says_what_can_be_had()
    {
        Write("proc/meminfo", "MemTotal: 9000 kB\nMemFree: 10 kB\nMemAvailable:    2048 kB\n");
        Assert.Equal(2 * MiB, Available);
    }

    [Fact]
    public void A_control_group_or_one_around_it_may_leave_less()
    {
        Write("proc/meminfo", "MemAvailable: 9000000 kB\n");
        Write("proc/self/cgroup", "0::/user/session\n");
        Write("sys/fs/cgroup/user/session/memory.max", "max\n");
        Write("sys/fs/cgroup/user/session/memory.current", $"{MiB}\n");
        Assert.Equal(9000000L * 1024, Available);
        Write("sys/fs/cgroup/user/memory.max", $"{900 * MiB}\n");
        Write("sys/fs/cgroup/user/memory.current", $"{700 * MiB}\n");
        Write("sys/fs/cgroup/user/memory.stat", $"anon 5\ninactive_file {50 * MiB}\n");
        Assert.Equal(250 * MiB, Available);
        Write("sys/fs/cgroup/user/session/memory.max", $"{100 * MiB}\n");
        Assert.Equal(99 * MiB, Available);
    }

    [Fact]
    public void A_container_sees_its_own_group_at_the_top()
    {
        Write("proc/self/cgroup", "0::/docker/0123\n");
        Write("sys/fs/cgroup/memory.max", $"{300 * MiB}\n");
        Write("sys/fs/cgroup/memory.current", $"{100 * MiB}\n");
        Assert.Equal(200 * MiB, Available);
    }

    [Fact]
    public void Control_groups_of_the_first_version_count_too()
    {
        Write("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a\n0::/a\n");
        Write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", $"{300 * MiB}\n");
        Write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", $"{100 * MiB}\n");
        Write("sys/fs/cgroup/memory/a/memory.stat", $"inactive_file 1\ntotal_inactive_file {20 * MiB}\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "5\n");
        Assert.Equal(220 * MiB, Available);
    }

    [Fact]
    public void Elsewhere_the_runtime_says_it() => Assert.InRange(Available, 1, long.MaxValue);

    [Fact]
    public void This_machine_has_some() => Assert.InRange(AvailableMemory.Bytes(), MiB, 100_000 * GiB);

    private long Available => AvailableMemory.Bytes(root.Path);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root[name])!);
        File.WriteAllText(root[name], text);
    }
}
