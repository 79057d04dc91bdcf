using CrossRes.Common;
using CrossRes.Data.Images;
using Repro.Bench.Trust;
using Xunit;

namespace Repro.Tests.Bench.Trust;

/// <summary>A short version of <c>repro bench trust</c>, and that it sees what it is for.</summary>
public sealed class TrustTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Damaged_images_are_read_or_refused_and_nothing_else()
    {
        const int files = 280;
        var report = await MutationRun.Run(MutatedReader.Named("decode"), null, files, Patience, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults);
        Assert.Equal(files, report.Counts[Fate.Read] + report.Counts[Fate.Refused]);
        Assert.InRange(report.Counts[Fate.Read], 1, files / 2);
    }

    public static TheoryData<string> Readers => [.. MutatedReader.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Whatever_reads_files_reads_a_damaged_one_or_refuses_it_by_name_and_nothing_else(string name)
    {
        var reader = MutatedReader.Named(name);
        StringWriter output = new();
        MutationWorker.Run(reader, reader.Seeds(null), 0, 20 * Mutation.All.Count, output);
        var lines = output.ToString().Split('\n').Where(l => l.Length > 0 && !l.StartsWith(MutationWorker.Begin)).ToList();
        Assert.DoesNotContain(lines, l => l.Split(' ')[1] is not ("Read" or "Refused"));
        Assert.Contains(lines, l => l.Split(' ')[1] == "Refused");
        Assert.Contains(lines, l => l.Split(' ')[1] == "Read");
    }

    [Fact]
    public void The_same_number_damages_in_the_same_way_and_every_mutation_changes_something()
    {
        var seeds = MutatedReader.Named("decode").Seeds(null);
        for (var number = 0; number < 5 * Mutation.All.Count; number++)
        {
            var (file, mutation) = MutationWorker.Damaged(seeds, number);
            Assert.Equal(file, MutationWorker.Damaged(seeds, number).File);
            Assert.Equal(Mutation.All[number % Mutation.All.Count].Name, mutation);
        }
        Assert.All(Mutation.All, m => Assert.Contains(Enumerable.Range(0, 9), i => !m.Apply(seeds[0], seeds[1], new Random(i)).SequenceEqual(seeds[0])));
    }

    [Fact]
    public void What_a_reader_should_not_do_is_told()
    {
        var words = Fates((_, _) => { });
        Assert.Contains("TruncatedButRead", words);
        Assert.Contains("Read", words);
        Assert.Equal(["Fault"], Fates((_, _) => throw new FormatException("no\nnumber")));
        Assert.Equal(["Fault"], Fates((_, _) => throw new DataFileException("another file", "bad", "mend it")));
        Assert.Equal(["Refused"], Fates((_, name) => throw new DataFileException(name, "bad", "mend it")));
    }

    [Fact]
    public void Seeds_with_bytes_behind_their_end_cannot_show_whether_a_truncated_file_is_refused()
    {
        using var folder = new TempFolder();
        var file = Jpeg.Encode(new Picture(4, 4, new byte[48]));
        File.WriteAllBytes(folder["a.jpg"], file);
        File.WriteAllBytes(folder["b.jpg"], [.. file, 1, 2]);
        File.WriteAllBytes(folder["c.jpg"], file[..^1]);
        Assert.Equal(file, Assert.Single(MutatedReader.Named("decode").Seeds(folder.Path)));
        Assert.Throws<ArgumentException>(() => MutatedReader.Named("unknown"));
    }

    private static HashSet<string> Fates(Action<byte[], string> read)
    {
        var seeds = MutatedReader.Named("decode").Seeds(null);
        var reader = MutatedReader.Named("decode") with { Read = read, Drawn = () => seeds, HasEnd = true };
        StringWriter output = new();
        MutationWorker.Run(reader, seeds, 0, 2 * Mutation.All.Count, output);
        return [.. output.ToString().Split('\n').Where(l => l.Length > 0 && !l.StartsWith(MutationWorker.Begin)).Select(l => l.Split(' ')[1])];
    }
}
