using KubeEmulator.Api;
using KubeEmulator.Server.Transport;

namespace KubeEmulator.Tool.Commands;

/// <summary>
/// What <c>up</c> will need, made or gone through on the second core while the first reads the flags and starts the cluster: most of
/// a start is the runtime loading types and compiling, which two threads can share.
/// </summary>
internal static class UpRehearsal
{
    public static void Begin(string[] arguments)
    {
        if (arguments is not ["up", ..])
        {
            return;
        }

        TrustedRoots.ReadOnce();
        if (Environment.ProcessorCount > 1)
        {
            var tls = !arguments.Contains("--http");
            _ = Task.Run(() => RunAsync(tls));
        }
    }

    private static Task RunAsync(bool tls)
    {
        BuiltInCatalogs.For(new ClusterSettings(), metrics: true);
        return KestrelRehearsal.RunAsync(tls);
    }
}
