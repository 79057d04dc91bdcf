using System.Text;
using CrossRes.Common;
using CrossRes.Data.Mat;
using Xunit;

namespace CrossRes.Tests.Data.Mat;

public sealed class MatFileTests : IDisposable
{
    private static readonly MatStructs Annotations = new([1, 2], ["fname", "class"],
        [new MatText([1, 5], "a.jpg"), new MatNumbers([1, 1], [14]), new MatText([1, 6], "bé.jpg"), new MatNumbers([1, 1], [3])]);

    private static readonly MatCells Names = new([1, 3], [new MatText([1, 4], "AM G"), new MatNumbers([2, 3], [1, 2, 3, 4, 5, -6.5]), new MatCells([0, 0], [])]);

    private readonly TempFolder folder = new();

    private string File1 => folder["a file.mat"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Structs_cells_text_and_numbers_come_back()
    {
        MatWriter.Save(File1, new Dictionary<string, MatValue> { ["annotations"] = Annotations, ["class_names"] = Names });
        var read = MatFile.Load(File1);
        var annotations = Assert.IsType<MatStructs>(read["annotations"]);
        Assert.Equal(["fname", "class"], annotations.Fields);
        Assert.Equal("bé.jpg", Assert.IsType<MatText>(annotations[1, 0]).Text);
        Assert.Equal([3], Assert.IsType<MatNumbers>(annotations[1, 1]).Values);
        var names = Assert.IsType<MatCells>(read["class_names"]);
        var numbers = Assert.IsType<MatNumbers>(names.Cells[1]);
        Assert.Equal([2, 3], numbers.Shape);
        Assert.Equal([1, 2, 3, 4, 5, -6.5], numbers.Values);
        Assert.Equal(0, names.Cells[2].Count);
    }

    /// <summary>MATLAB stores doubles that are small whole numbers in one byte, inside the tag.</summary>
    [Theory]
    [InlineData(new byte[] { 2, 0, 1, 0, 200, 0, 0, 0 }, 200)]
    [InlineData(new byte[] { 1, 0, 1, 0, 200, 0, 0, 0 }, -56)]
    [InlineData(new byte[] { 4, 0, 2, 0, 1, 2, 0, 0 }, 513)]
    [InlineData(new byte[] { 7, 0, 4, 0, 0, 0, 0x20, 0x40 }, 2.5)]
    public void Numbers_are_read_from_whatever_type_holds_them(byte[] element, double value)
    {
        byte[] matrix = [.. MatWriter.Matrix("x", new MatNumbers([1, 1], [0]))[..^16], .. element];
        matrix[4] = (byte)(matrix.Length - 8);
        Write(matrix);
        Assert.Equal([value], Assert.IsType<MatNumbers>(MatFile.Load(File1)["x"]).Values);
    }

    [Fact]
    public void Other_files_are_refused_with_file_and_remedy()
    {
        Assert.Contains("no such file", Fault());
        File.WriteAllBytes(File1, new byte[50]);
        Assert.Contains("has 50 bytes", Fault());
        Write([], version: 2);
        Assert.Contains("version 7.3 (HDF5), which is not read; fetch the file again, or save it with save -v7", Fault());
        Write([], mark: "MI");
        Assert.Contains("big-endian", Fault());
        Write([14, 0, 0, 0, 255, 255, 255, 127, 0, 0]);
        Assert.Contains("byte 128: an element of 2,147,483,647 bytes, and 2 are left", Fault());
        var sparse = MatWriter.Matrix("s", new MatNumbers([1, 1], [0]));
        sparse[16] = 5;
        Write(sparse);
        Assert.Contains("its s is a sparse array (class 5), which is not read: a struct array is expected",
            Assert.Throws<DataFileException>(() => MatFile.Load(File1).Wanted<MatStructs>("s", "struct array")).Message);
        sparse[16] = 40;
        Write(sparse);
        Assert.Contains("the array 's' has class 40, which no MAT-file has", Fault());
        foreach (var packed in (byte[][])[[1, 2, 3, 4, 5, 6, 7, 8], [0x78, 0xBB, 1, 2, 3, 4, 5, 6]]) // the second wants a dictionary
        {
            Write([15, 0, 0, 0, 8, 0, 0, 0, .. packed]);
            Assert.Contains("byte 136: the compressed data are damaged", Fault());
        }
    }

    /// <summary>Variables that MATLAB saves beside the wanted one: strings (class 17 has no dimensions), sparse, functions, objects.</summary>
    [Theory, InlineData(3), InlineData(5), InlineData(16), InlineData(17)]
    public void Variables_of_other_classes_beside_the_wanted_one_are_passed_over(byte kind)
    {
        byte[] other = MatWriter.Matrix("notes", new MatNumbers([1, 1], [0]));
        other[16] = kind;
        if (kind == 17) other = [.. other[..24], .. other[40..]]; // without the dimensions
        other[4] = (byte)(other.Length - 8);
        Write([.. other, .. MatWriter.Matrix("annotations", Annotations)]);
        Assert.Equal(2, MatFile.Load(File1, "annotations").Wanted<MatStructs>("annotations", "struct array").Count);
        var all = MatFile.Load(File1);
        Assert.IsType<MatUnread>(all["notes"]);
        Assert.Contains($"(class {kind}), which is not read", Assert.Throws<DataFileException>(() => all.Wanted<MatText>("notes", "text")).Message);
        Assert.Contains("has no text missing", Assert.Throws<DataFileException>(() => all.Wanted<MatText>("missing", "text")).Message);
    }

    [Fact]
    public void A_variable_that_is_not_wanted_may_be_damaged_or_too_large()
    {
        var other = MatWriter.Matrix("other", new MatNumbers([1, 1], [7]));
        other[^16] = 99; // its numbers have an unknown type
        Write([.. other, .. MatWriter.Matrix("annotations", Annotations)]);
        Assert.Contains("byte ", Fault());
        Assert.NotNull(MatFile.Load(File1, "annotations")["annotations"]);
    }

    [Fact]
    public void Nested_arrays_and_sizes_without_data_cannot_exhaust_memory()
    {
        MatValue nested = Names;
        for (var i = 0; i < 100; i++) nested = new MatCells([1, 1], [nested]);
        Write(MatWriter.Matrix("deep", nested));
        Assert.Contains("nested more than 32 deep", Fault());
        Write(MatWriter.Matrix("wide", new MatCells([30000, 30000], [])));
        Assert.Contains("900,000,000 arrays in 0 bytes", Fault());
        Write(MatWriter.Matrix("huge", new MatNumbers([int.MaxValue, int.MaxValue], [])));
        Assert.Contains("an array of size [2147483647, 2147483647]", Fault());
    }

    /// <summary>Uncompressed, since zlib's checksum would refuse most changes before the reader sees them.</summary>
    [Fact]
    public void Damaged_files_are_read_or_refused_by_name_and_byte()
    {
        byte[] sound = [.. MatWriter.Matrix("annotations", Annotations), .. MatWriter.Matrix("class_names", Names)];
        var random = new Random(1);
        var refused = 0;
        for (var trial = 0; trial < 4000; trial++)
        {
            var damaged = sound[..(trial % 4 == 0 ? random.Next(sound.Length) : sound.Length)];
            for (var change = random.Next(4); change >= 0 && damaged.Length > 0; change--)
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(20));
            Write(damaged);
            try
            {
                MatFile.Load(File1);
            }
            catch (DataFileException e)
            {
                Assert.StartsWith($"{File1}: byte ", e.Message);
                Assert.DoesNotContain('\n', e.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 1000, 3999);
    }

    private string Fault() => Assert.Throws<DataFileException>(() => MatFile.Load(File1)).Message;

    private void Write(byte[] elements, byte version = 1, string mark = "IM") =>
        File.WriteAllBytes(File1, [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124)), 0, version, .. Encoding.ASCII.GetBytes(mark), .. elements]);
}
