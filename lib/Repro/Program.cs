using System.CommandLine;
using CrossRes.Training;
using Repro.Bench;
using Repro.Commands;
using Repro.Compare;
using Repro.Doctor;
using Repro.Export;
using Repro.Jobs;
using Repro.Report;
using Repro.Testing;
using Repro.Verify;

var workspace = Workspace.Find();
RootCommand root = new("CrossRes: cross-resolution recognition by distillation, reproduced with one command")
{
    RunCommand.Create(workspace),
    TrainCommand.Create(workspace),
    RowsCommand.Create(),
    PlanCommand.Create(workspace),
    AblateCommand.Create(workspace),
    BeforehandCommands.Calibrate(workspace),
    BeforehandCommands.Tune(workspace),
    StatusCommand.Create(workspace),
    NotebookCommand.Create(),
    KernelCommand.Create(workspace),
    DataCommand.Create(),
    MethodsCommand.Create(),
    VerifyCommand.Create(workspace),
    ReportCommand.Create(workspace),
    CompareCommand.Create(workspace),
    ExportCommand.Create(workspace),
    BenchCommand.Create(workspace),
    DoctorCommand.Create(workspace.Root),
    TestCommand.Create(workspace),
    WorkerCommand.Create(workspace),
};
var parsed = root.Parse(args);
return await Failures.Guard(cancel => Mistyped.Line(parsed) is { } mistake ? throw new ArgumentException(mistake)
    : parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancel));
