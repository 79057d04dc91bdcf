using System.CommandLine;
using CrossRes.Training;
using CSharpKernel.Jupyter;
using Repro.Cells;

namespace Repro.Commands;

/// <summary><c>repro kernel install</c> and <c>repro kernel run FILE</c>: C# cells in Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    internal static Command Create(Workspace workspace) =>
        new("kernel", "The C# kernel for Jupyter and VS Code: register it, or run it") { Install(workspace), Run() };

    private static Command Install(Workspace workspace)
    {
        Option<string?> prefix = new(
            "--prefix") { Description = "register in this environment, such as a Python venv; for this user without it",
            HelpName = "DIR" };
        Command command = new("install",
            $"Register the kernel as \"{KernelInfo.DisplayName}\", the name that the notebooks carry") { prefix };
        command.SetAction(arguments =>
        {
            Console.WriteLine(
                $"The kernel \"{KernelInfo.DisplayName}\" is registered in "
                    + $"{KernelSpec.Install(arguments.GetValue(prefix), workspace.Root)}");
            Console.WriteLine("Open a notebook in VS Code, Jupyter Notebook or JupyterLab and choose it.");
            return 0;
        });
        return command;
    }

    private static Command Run()
    {
        Argument<string> file = new("file") { Description = "the connection file that Jupyter wrote" };
        Command command = new("run", "Serve one notebook; Jupyter calls this") { file };
        command.SetAction(arguments =>
        {
            Machine.SetThreads();
            using (var server = new KernelServer(ConnectionFile.Read(arguments.GetValue(file)!),
                Environment.CurrentDirectory, new CrossResCells(), Console.Error))
                KernelProcess.Serve(server);
            Channels.CleanUp();
            Environment.Exit(0); // a thread that a cell began would keep the process
        });
        return command;
    }
}
