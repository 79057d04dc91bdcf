using CrossRes.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Training;

public class MachineTests
{
    private const string Variable = "OMP_NUM_THREADS";

    [Theory]
    [InlineData(null, 1)]
    [InlineData("3", 3)]
    [InlineData("0", 1)]
    [InlineData("many", 1)]
    public void A_run_takes_one_thread_or_as_many_as_the_user_says(string? said, int threads)
    {
        var (before, variable) = (get_num_threads(), Environment.GetEnvironmentVariable(Variable));
        try
        {
            set_num_threads(2);
            Environment.SetEnvironmentVariable(Variable, said);
            Machine.SetThreads();
            Assert.Equal(threads, Machine.Describe(CPU).Threads);
            Assert.Equal(Math.Max(1, Environment.ProcessorCount / threads), Machine.Jobs(CPU));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, variable);
            set_num_threads(before);
        }
    }
}
