using System.Diagnostics;
using System.Globalization;
using System.Text;
using KubeEmulator.TestShared;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

/// <summary>Scripts whose output, errors and exit code are those of dash with GNU's commands, made once and kept in tests/Golden/shell.</summary>
public sealed class ShellGoldenTests
{
    private const string Dash = "/bin/dash";

    private static readonly string Root = Path.Combine(SharedReference.RepositoryRoot, "tests", "Golden", "shell");

    public static TheoryData<string> Cases() => new(Names);

    private static string[] Names => [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Script_InAContainer_DoesWhatDashDoes(string name)
    {
        var expected = Expected(name);

        using var container = new TestContainer();
        container.Files.CreateDirectories("/work");
        container.Files.WriteAllText("/tmp/case.sh", File.ReadAllText(Path.Combine(Root, name, "input.sh")));
        var (output, error, code) = await container.ExecAsync(["sh", "-c", "cd /work && exec dash /tmp/case.sh"]);

        Assert.Equal(expected, (output, error, code));
    }

    [DashFact]
    public void Dash_OnThisMachine_StillDoesWhatTheFilesSay()
    {
        var different = Names.Where(name => !name.StartsWith("cmd-", StringComparison.Ordinal))
            .Where(name => RunDash(name) != (Expected(name).Output, Expected(name).Code)).ToArray();

        Assert.Empty(different);
    }

    private static (string Output, string Error, int Code) Expected(string name)
    {
        string Read(string file) => File.ReadAllText(Path.Combine(Root, name, file));
        return (Read("stdout"), Read("stderr"), int.Parse(Read("exit"), CultureInfo.InvariantCulture));
    }

    private static (string Output, int Code) RunDash(string name)
    {
        var folder = Directory.CreateTempSubdirectory("kube-emulator-shell");
        try
        {
            var script = Path.Combine(folder.FullName, "case.sh");
            File.Copy(Path.Combine(Root, name, "input.sh"), script);

            // .NET's children ignore SIGPIPE, with which a script that ends by it would not end.
            var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=PIPE", Dash, script])
            {
                WorkingDirectory = folder.CreateSubdirectory("work").FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            };
            start.Environment.Clear();
            start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            start.Environment["HOME"] = "/root";
            start.Environment["LC_ALL"] = "C";
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                process.Kill(entireProcessTree: true);
            }

            // What the script left in the background may hold its output open after its end.
            return Task.WaitAll([output, error], TimeSpan.FromSeconds(10)) ? (output.Result, process.ExitCode) : ($"{name} left a process behind", process.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A fact that needs dash itself.</summary>
    private sealed class DashFactAttribute : FactAttribute
    {
        public DashFactAttribute() => Skip = File.Exists(Dash) ? null : "dash is not on this machine";
    }
}
