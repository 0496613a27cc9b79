using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>nginx and httpd-foreground: port 80 over the image's folder of pages.</summary>
internal static class WebServerCommands
{
    public static async ValueTask<int> NginxAsync(CommandRun run)
    {
        if (run.Arguments.Contains("-v") || run.Arguments.Contains("-V"))
        {
            await run.ErrorAsync("nginx version: nginx/1.27.2\n");
            return 0;
        }

        if (run.Arguments.Contains("-t"))
        {
            await run.ErrorAsync("nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n");
            return 0;
        }

        await run.ErrorAsync($"{DateText.Format(run.Time.GetUtcNow(), "%Y/%m/%d %H:%M:%S")} [notice] {run.Process.Id}#{run.Process.Id}: nginx/1.27.2\n");
        return await ServeAsync(run, "/usr/share/nginx/html", "nginx/1.27.2", "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)");
    }

    public static ValueTask<int> HttpdAsync(CommandRun run) =>
        ServeAsync(run, "/usr/local/apache2/htdocs", "Apache/2.4.62 (Unix)", "(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80");

    /// <summary>The image's entry point runs what it is given.</summary>
    public static async ValueTask<int> EntrypointAsync(CommandRun run) => run.Arguments.Count == 0 ? 0 : await run.ReplaceAsync(run.Arguments);

    private static async ValueTask<int> ServeAsync(CommandRun run, string root, string name, string taken)
    {
        using var server = new ServerProcess(run);
        server.OnSignals(signal =>
        {
            if (signal is ContainerSignal.Term or ContainerSignal.Quit or ContainerSignal.Int or ContainerSignal.None)
            {
                server.End(0);
            }

            return true;
        });
        try
        {
            server.Listen(80, new StaticSite(run, root, name).AnswerAsync);
        }
        catch (NetworkFailureException)
        {
            await run.ErrorAsync(taken + "\n");
            return 1;
        }

        return await server.WaitAsync();
    }
}
