using System.CommandLine;
using Spectre.Console;

namespace Repro.Doctor;

/// <summary>
/// <c>repro doctor [--data DIR] [--json]</c>: what was found on this machine. Exit code 1 when something is missing.
/// </summary>
public static class DoctorCommand
{
    /// <param name="root">The checkout.</param>
    public static Command Create(string root)
    {
        Option<string?> data = new(
            "--data") { Description =
                $"folder of the data sets (default: {DataFindings.DefaultFolder} in the checkout)", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "print JSON instead of a table" };
        Command command = new("doctor",
            "Report what this machine offers: libtorch, threads, device, data sets, disk, speed, notebook "
                + "kernel") { data, json };
        command.SetAction(arguments =>
        {
            var checkup = Checkup.Examine(root, arguments.GetValue(data));
            if (arguments.GetValue(json))
                Console.WriteLine(CheckupView.ToJson(checkup));
            else
                AnsiConsole.Write(CheckupView.Table(checkup));
            return checkup.Usable ? 0 : 1;
        });
        return command;
    }
}
