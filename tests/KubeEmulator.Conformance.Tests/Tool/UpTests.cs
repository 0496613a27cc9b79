using System.Globalization;
using System.Net;
using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Tool;

public class UpTests
{
    [Fact]
    public async Task Up_Http_ServesWithoutTls()
    {
        await using var tool = await ToolProcess.UpAsync("--api-only", "--http");
        using var client = new HttpClient();

        Assert.Equal("http", tool.Address.Scheme);
        Assert.Equal("ok", await client.GetStringAsync(new Uri(tool.Address, "/healthz")));
        using var namespaces = await client.GetAsync(new Uri(tool.Address, "/api/v1/namespaces/default"));
        Assert.Equal(HttpStatusCode.OK, namespaces.StatusCode);
    }

    [Fact]
    public async Task Up_Kubeconfig_IsForItsOwnerAlone()
    {
        await using var tool = await ToolProcess.UpAsync("--api-only");

        Assert.Contains($"server: {tool.Address.GetLeftPart(UriPartial.Authority)}\n", await File.ReadAllTextAsync(tool.Kubeconfig), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(tool.Kubeconfig));
        }
    }

    [Theory]
    [InlineData("--kubernetes-version", "1.35", "only 1.36 is emulated")]
    [InlineData("--port", "70000", "not a port")]
    [InlineData("--etcd-compaction-interval", "soon", "not a duration")]
    [InlineData("--token-auth-file", "/nosuch.csv", "no such file")]
    [InlineData("--nosuch-flag", "1", "--nosuch-flag")]
    public async Task Up_WrongFlag_IsRefusedWithTheReason(string flag, string value, string reason)
    {
        var result = await RunningProgram.RunAsync("dotnet", [ToolProcess.Assembly, "up", flag, value]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(reason, result.Error + result.Output, StringComparison.Ordinal);
    }

    [SignalFact]
    public async Task Up_Terminated_EndsCleanly()
    {
        await using var tool = await ToolProcess.UpAsync("--api-only");
        await RunningProgram.RunAsync("kill", ["-TERM", tool.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await tool.Process.WaitForExitAsync(patience.Token);

        Assert.Equal(0, tool.Process.ExitCode);
    }
}
