using System.Globalization;
using CSharpKernel.Jupyter;

namespace Repro.Doctor;

/// <summary>
/// Whether VS Code and Jupyter find a kernel for the notebooks, and whether it is this checkout's and starts.
/// </summary>
internal static class NotebookKernel
{
    private const string Name = "notebook kernel", Register = "./repro kernel install registers this checkout's";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="command">What starts this checkout's kernel.</param>
    internal static Finding Examine(string command)
    {
        try
        {
            if (KernelSpec.Registered() is not var (folder, words))
                return Finding.Warn(Name, "not registered",
                    $"optional, to run notebooks in VS Code and Jupyter: {Register}");
            if (words is not [var program, ..]) return Finding.Warn(Name, $"{folder} starts nothing", Register);
            if (Path.IsPathRooted(program) && !File.Exists(program))
                return Finding.Warn(Name, $"{folder} starts {program}, which is gone", Register);
            if (program != command) return Finding.Warn(Name, $"{folder} starts another one, {program}", Register);
            var (answered, said) = KernelTrial.Run(words, Patience);
            return answered is { } time
                ? Finding.Ok(Name,
                    string.Create(CultureInfo.InvariantCulture, $"{folder}, answers after {time.TotalSeconds:0.0} s"))
                : Finding.Warn(Name, $"{program} does not answer: {said.Trim().Split('\n')[^1]}",
                    "start a notebook's kernel again after ./repro setup");
        }
        catch (InvalidDataException e)
        {
            return Finding.Warn(Name, e.Message, Register);
        }
    }
}
