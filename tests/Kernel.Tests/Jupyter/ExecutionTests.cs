using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;
using Xunit;

namespace CSharpKernel.Tests.Jupyter;

public sealed class ExecutionTests : IDisposable
{
    private readonly KernelClient kernel = new();

    public void Dispose() => kernel.Dispose();

    [Fact]
    public void A_cell_is_told_of_in_order()
    {
        var answer = kernel.Run("Console.Write(\"a\"); Console.Error.Write(\"b\"); display(1); 1 + 1");
        Assert.Equal(["status", "execute_input", "stream", "stream", "display_data", "execute_result", "status"], answer.Told.Select(m => m.Type));
        Assert.Equal(("ok", "a", "b", "2"), (answer.Status, answer.Text("stdout"), answer.Text("stderr"), answer.Result));
        Assert.Equal((1, 1), ((int)answer.The("execute_result")["execution_count"]!, (int)answer.Reply.Content["execution_count"]!));
        Assert.Equal(2, (int)kernel.Run("1").Reply.Content["execution_count"]!);
    }

    [Fact]
    public void A_display_is_changed_in_place()
    {
        var answer = kernel.Run("var shown = display(HTML(\"<b>1</b>\")); shown.Update(2);");
        var (first, then) = (answer.The("display_data"), answer.The("update_display_data"));
        Assert.Equal("<b>1</b>", (string)first["data"]!["text/html"]!);
        Assert.Equal("2", (string)then["data"]!["text/plain"]!);
        Assert.Equal((string)first["transient"]!["display_id"]!, (string)then["transient"]!["display_id"]!);
        Assert.Equal((string)first["transient"]!["display_id"]!, (string)kernel.Run("shown.Update(3)").The("update_display_data")["transient"]!["display_id"]!);
    }

    [Fact]
    public void An_exception_tells_its_line_and_the_kernel_goes_on()
    {
        var answer = kernel.Run("var kept = 7;\nint Half(int x) => x / 0;\nHalf(1)".Replace("/ 0", "/ (x - x)"));
        Assert.Equal("error", answer.Status);
        var error = answer.The("error");
        Assert.Equal("System.DivideByZeroException", (string)error["ename"]!);
        Assert.Equal(["   at cell 1, line 2", "   at cell 1, line 3"], error["traceback"]!.AsArray().Skip(1).Select(l => (string)l!));
        Assert.Equal((string)error["evalue"]!, (string)answer.Reply.Content["evalue"]!);
        Assert.Equal("7", kernel.Run("kept").Result);
    }

    [Theory]
    [InlineData("int f(int n) => f(n + 1) + 1; f(0)")]
    [InlineData("int f(int n) { return f(n + 1) + 1; } f(0)")]
    [InlineData("class C { public int X => X + 1; } new C().X")]
    [InlineData("class C { public int X { get { return X + 1; } } } new C().X")]
    [InlineData("class C { public C() { new C(); } } new C()")]
    [InlineData("class C { public int this[int n] => this[n + 1] + 1; } new C()[0]")]
    [InlineData("class C { public static implicit operator int(C c) => c; } (int)new C()")]
    [InlineData("Func<int, int> f = null; f = n => { return f(n + 1) + 1; }; f(0)")]
    public void An_endless_recursion_is_an_exception(string code)
    {
        var error = kernel.Run(code).The("error");
        Assert.Equal("System.InsufficientExecutionStackException", (string)error["ename"]!);
        Assert.InRange(error["traceback"]!.AsArray().Count, 3, 60);
    }

    [Fact]
    public void Files_that_import_each_other_are_named()
    {
        File.WriteAllText(Path.Combine(kernel.Folder, "one.cs"), "#!import \"two.cs\"");
        File.WriteAllText(Path.Combine(kernel.Folder, "two.cs"), "#!import \"one.cs\"");
        Assert.Contains("one.cs: imports itself, by way of one.cs, two.cs, one.cs", (string)kernel.Run("#!import \"one.cs\"").The("error")["evalue"]!);
    }

    [Fact]
    public void A_bad_line_of_an_imported_file_names_the_file()
    {
        File.WriteAllText(Path.Combine(kernel.Folder, "bad.cs"), "\n#!nothing");
        Assert.Contains("bad.cs, line 2: #!nothing is no directive", (string)kernel.Run("#!import \"bad.cs\"").The("error")["evalue"]!);
    }

    [Fact]
    public void Expressions_that_a_client_wants_beside_a_cell_are_answered()
    {
        var reply = kernel.Ask("execute_request", new() { ["code"] = "1", ["user_expressions"] = new JsonObject { ["a"] = "2" } });
        Assert.Equal("error", (string)reply["user_expressions"]!["a"]!["status"]!);
    }

    [Fact]
    public void What_waits_behind_a_failed_cell_is_skipped_and_what_comes_later_is_not()
    {
        var failing = kernel.Post("System.Threading.Thread.Sleep(300); throw new Exception();");
        var waiting = kernel.Post("1");
        kernel.Await(failing);
        Assert.Equal("aborted", kernel.Await(waiting).Status);
        Assert.Equal("2", kernel.Run("2").Result);
    }

    [Theory]
    [InlineData("var k = 0; while (true) k++;")]
    [InlineData("var k = 0; for (;;) { k++; await Task.Yield(); }")]
    [InlineData("var k = 1; void Again() { k++; Again2(); } void Again2() { k--; } do Again(); while (true);")]
    public void An_interrupt_stops_a_loop_and_keeps_what_is_assigned(string loop)
    {
        var cell = kernel.Post("Console.WriteLine(\"runs\");" + loop);
        var answer = kernel.Await(cell, heard =>
        {
            if (heard.Type == "stream") kernel.Send(Channel.Control, "interrupt_request", []);
        });
        Assert.Equal("Interrupted", (string)answer.The("error")["ename"]!);
        Assert.Equal("True", kernel.Run("k >= 0").Result);
    }

    [Fact]
    public void A_cell_may_ask_the_reader()
    {
        var cell = kernel.Post("Console.Write(\"name? \"); Console.ReadLine() + \"!\"");
        var answer = kernel.Await(cell, heard =>
        {
            if (heard.Type == "input_request") kernel.Send(Channel.Stdin, "input_reply", new() { ["value"] = "Ada" });
        });
        Assert.Equal(("name? ", "Ada!"), (answer.Text("stdout"), answer.Result));
        var refused = kernel.Await(kernel.Send(Channel.Shell, "execute_request", new() { ["code"] = "Console.ReadLine()", ["allow_stdin"] = false }));
        Assert.Contains("parameters cell", (string)refused.The("error")["evalue"]!);
    }

    [Fact]
    public void A_silent_cell_is_neither_told_of_nor_counted()
    {
        var answer = kernel.Await(kernel.Send(Channel.Shell, "execute_request", new() { ["code"] = "Console.Write(1); 2", ["silent"] = true }));
        Assert.Equal("ok", answer.Status);
        Assert.All(answer.Told, m => Assert.Equal("status", m.Type));
        Assert.Equal(1, (int)kernel.Run("1").Reply.Content["execution_count"]!);
    }

    [Fact]
    public void Imports_and_time_are_directives()
    {
        File.WriteAllText(Path.Combine(kernel.Folder, "part.cs"), "int Twice(int x) => 2 * x;");
        Assert.Equal("4", kernel.Run("#!import \"part.cs\"\nTwice(2)").Result);
        Assert.Matches(@"^took \d+\.\d m?s\n$", kernel.Run("#!time\n1").Text("stdout"));
        var unknown = kernel.Run("1;\n#!share x").The("error");
        Assert.Contains("#!share x is no directive", (string)unknown["evalue"]!);
        Assert.Contains("line 2", string.Concat(unknown["traceback"]!.AsArray().Select(l => (string)l!)));
        Assert.Contains("there is no", (string)kernel.Run("#r \"nowhere.dll\"").The("error")["evalue"]!);
        Assert.Contains("nowhere.cs", (string)kernel.Run("#!import \"nowhere.cs\"").The("error")["evalue"]!);
    }

    [Fact]
    public void Several_kernels_keep_apart()
    {
        using var other = new KernelClient();
        kernel.Run("var x = 1;");
        other.Run("var x = \"two\";");
        Assert.Equal(("1", "two"), (kernel.Run("x").Result, other.Run("x").Result));
    }

    [Fact]
    public void Unknown_requests_are_answered()
    {
        Assert.Equal("error", (string)kernel.Ask("debug_request", [], Channel.Control)["status"]!);
        Assert.NotNull(kernel.Ask("comm_info_request", [])["comms"]);
        kernel.Send(Channel.Shell, "comm_open", new() { ["comm_id"] = "c", ["data"] = new JsonObject() });
        (Channel Channel, Message Message) heard;
        while ((heard = kernel.Next()).Message.Type != "comm_close") { }
        Assert.Equal("c", (string)heard.Message.Content["comm_id"]!);
    }
}
