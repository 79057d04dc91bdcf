using CrossRes.Experiments;
using CrossRes.Papers.Horkd;
using Xunit;

namespace CrossRes.Tests.Experiments;

public class ScaleTests
{
    [Fact]
    public void One_table_may_take_a_scale_in_its_own_way()
    {
        var longer = HorkdTable1.Experiment.At("laptop", s => s with { Cifar = s.Cifar with { Horkd = new(Teacher: 30, Student: 24) } });
        Assert.Equal(24, longer["our-16-r"].Recipe!(Scale.Laptop).Epochs);
        Assert.Equal(24, longer["our-16-r"].Recipe!(Scale.Laptop).Teacher!.Epochs);
        Assert.Equal(24, longer.Adjusted(Scale.Laptop).Cifar.Horkd.Student);
        var usual = HorkdTable1.Experiment.Adjusted(Scale.Laptop).Cifar.Horkd.Student;
        Assert.NotEqual(24, usual);
        Assert.Equal(usual, HorkdTable1.Experiment["our-16-r"].Recipe!(Scale.Laptop).Epochs);
        foreach (var other in (Scale[])[Scale.Tiny, Scale.Paper])
            Assert.Equal(HorkdTable1.Experiment["our-16-r"].Recipe!(other).Digest, longer["our-16-r"].Recipe!(other).Digest);
    }

    [Fact]
    public void Of_two_changes_the_later_sees_what_the_earlier_made()
    {
        var twice = HorkdTable1.Experiment.At("laptop", s => s with { Cifar = s.Cifar with { Horkd = new(Teacher: 5, Student: 6) } })
            .At("laptop", s => s with { Cifar = s.Cifar with { Horkd = new(s.Cifar.Horkd.Teacher + 2, Student: 7) } });
        Assert.Equal((7, 7), (twice["our-16-r"].Recipe!(Scale.Laptop).Epochs, twice["teacher"].Recipe!(Scale.Laptop).Epochs));
        Assert.Equal(twice.Adjusted(Scale.Laptop).Cifar.Horkd, new(7, 7));
    }

    [Fact]
    public void A_scale_that_does_not_exist_cannot_be_changed() => Assert.StartsWith("no scale is called labtop; did you mean laptop? there are tiny, laptop, desktop, paper",
        Assert.Throws<ArgumentException>(() => HorkdTable1.Experiment.At("labtop", s => s)).Message);
}
