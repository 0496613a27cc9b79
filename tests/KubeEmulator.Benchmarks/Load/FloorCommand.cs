using System.Net;
using System.Text;
using KubeEmulator.Server.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeEmulator.Benchmarks.Load;

/// <summary><c>floor PORT KUBECONFIG</c>: a bare Kestrel endpoint with TLS that answers fixed bytes, to see how far from the limit a server is. Ends with its input.</summary>
internal static class FloorCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var portText, var file])
        {
            await Console.Error.WriteLineAsync("usage: floor PORT KUBECONFIG");
            return 2;
        }

        using var certificates = new ClusterCertificates();
        var port = int.Parse(portText, System.Globalization.CultureInfo.InvariantCulture);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificates.Serving)));
        builder.Logging.ClearProviders();
        await using var application = builder.Build();
        var answer = LoadObjects.Gadgets.Body("fixed", 1);
        application.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = answer.Length;
            await http.Response.Body.WriteAsync(answer);
        });
        await application.StartAsync();
        await File.WriteAllTextAsync(file, $"clusters: [{{name: floor, cluster: {{server: \"https://127.0.0.1:{port}\"}}}}]\nusers: [{{name: floor, user: {{}}}}]\n");
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
