using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEmulator.Server.Transport;

/// <summary>
/// As much of a web host as Kestrel asks for: a place to put its services. An empty <c>WebApplication</c> would do too, and costs a
/// start 30 ms of processor time and 4 MiB for a host, its configuration and its lifetime, of which nothing is used here.
/// </summary>
internal sealed class KestrelShell : IWebHostBuilder
{
    private readonly ServiceCollection _services = [];

    /// <summary>Kestrel with these options, not started; disposing the provider disposes it.</summary>
    /// <param name="configure">Sets the options.</param>
    /// <param name="bound">A socket that is bound already, to listen on; null to bind one.</param>
    public static ServiceProvider Build(Action<KestrelServerOptions> configure, Socket? bound = null)
    {
        var shell = new KestrelShell();
        shell.UseKestrelCore();
        shell._services.Configure(configure);
        if (bound is not null)
        {
            shell._services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => bound);
        }

        shell._services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        shell._services.AddSingleton<DiagnosticSource>(_ => new DiagnosticListener("Microsoft.AspNetCore"));
        shell._services.AddSingleton<IMeterFactory, Meters>();
        return shell._services.BuildServiceProvider();
    }

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(_services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), _services);
        return this;
    }

    // There is no configuration to read or to add to.
    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    public IWebHostBuilder UseSetting(string key, string? value) => this;

    public string? GetSetting(string key) => null;

#pragma warning disable ASPDEPR008 // The interface still names the old host; nobody builds one here.
    public IWebHost Build() => throw new NotSupportedException("A shell holds services; it is no host.");
#pragma warning restore ASPDEPR008

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            lock (_made)
            {
                _made.Add(meter);
            }

            return meter;
        }

        public void Dispose() => _made.ForEach(meter => meter.Dispose());
    }
}
