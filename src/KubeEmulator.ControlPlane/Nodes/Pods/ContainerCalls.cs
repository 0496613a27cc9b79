using System.Globalization;
using System.Net;
using System.Text;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Environment;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// Calls of the kubelet into a container: the handlers of probes and hooks; <c>pkg/probe</c> and kubelet's
/// <c>lifecycle/handlers.go</c>. They run on the pod's executor from first to last and tell what came of them there.
/// </summary>
internal sealed class ContainerCalls(PodSandbox sandbox, PodContainer container, string address, string userAgent)
{
    private const int MostOutput = 10 * 1024;
    private const int TurnsToListen = 64;

    /// <summary>Whether a handler has a port or a command to call; <c>sleep</c> and none have not.</summary>
    public static bool CanCall(MapValue handler) => handler.ContainsKey("exec") || handler.ContainsKey("httpGet") || handler.ContainsKey("tcpSocket") || handler.ContainsKey("grpc");

    public void Call(MapValue handler, Action<CallOutcome> done, CancellationToken cancellation)
    {
        if (handler.Map("exec") is { } exec)
        {
            Exec([.. exec.Strings("command").Select(word => VariableExpansion.Expand(word, StaticVariable))], done, cancellation);
            return;
        }

        sandbox.EnterNetwork();
        sandbox.Executor.Post(_ => _ = CallAsync(handler, done, cancellation), null);
    }

    private async Task CallAsync(MapValue handler, Action<CallOutcome> done, CancellationToken cancellation)
    {
        CallOutcome outcome;
        try
        {
            outcome = handler.Map("httpGet") is { } http ? await HttpAsync(http, cancellation)
                : handler.Map("grpc") is { } grpc ? await GrpcAsync(grpc, cancellation)
                : await TcpAsync(handler.Map("tcpSocket") ?? MapValue.Empty);
        }
        catch (Exception failure)
        {
            // The program's own fault, or the caller has given up: to the kubelet a call without an answer.
            outcome = new CallOutcome(false, failure.Message);
        }

        done(outcome);
    }

    private void Exec(string[] command, Action<CallOutcome> done, CancellationToken cancellation)
    {
        if (sandbox.Enter(container.Name) is not { } running)
        {
            done(CallOutcome.Error("container is not running"));
            return;
        }

        var output = new MemoryStream();
        running.Call(new ExecRequest { Command = command, Stdout = output, Stderr = output }, (code, failure) => done(failure is not null
            ? CallOutcome.Error($"rpc error: code = Unknown desc = failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: {failure.Message}: unknown")
            : new CallOutcome(code == 0, Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)Math.Min(output.Length, MostOutput)))), cancellation);
    }

    private async Task<CallOutcome> HttpAsync(MapValue http, CancellationToken cancellation)
    {
        if (Port(http["port"]) is not { } port)
        {
            return CallOutcome.Error(PortError(http["port"]));
        }

        var scheme = http.String("scheme") == "HTTPS" ? "https" : "http";
        var host = http.String("host") is { Length: > 0 } given ? given : address;
        var path = http.StringOrEmpty("path");
        var url = $"{scheme}://{Joined(host, port)}{(path.StartsWith('/') ? path : "/" + path)}";
        if (await FindAsync(port) is not { } listener)
        {
            return new CallOutcome(false, $"Get \"{url}\": dial tcp {Joined(host, port)}: connect: connection refused");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var header in http.Maps("httpHeaders"))
        {
            request.Headers.TryAddWithoutValidation(header.StringOrEmpty("name"), header.StringOrEmpty("value"));
        }

        Default(request, "User-Agent", userAgent);
        Default(request, "Accept", "*/*");
        using var response = await listener.SendAsync(request, cancellation);
        var status = (int)response.StatusCode;
        return status is >= 200 and < 400 ? new CallOutcome(true, "") : new CallOutcome(false, $"HTTP probe failed with statuscode: {status}");
    }

    private async Task<CallOutcome> TcpAsync(MapValue tcp)
    {
        if (Port(tcp["port"]) is not { } port)
        {
            return CallOutcome.Error(PortError(tcp["port"]));
        }

        var host = tcp.String("host") is { Length: > 0 } given ? given : address;
        return await FindAsync(port) is not null ? new CallOutcome(true, "") : new CallOutcome(false, $"dial tcp {Joined(host, port)}: connect: connection refused");
    }

    // The health protocol's answer is one message with one number: 1 is SERVING.
    private async Task<CallOutcome> GrpcAsync(MapValue grpc, CancellationToken cancellation)
    {
        var port = (int)(grpc.Integer("port") ?? 0);
        if (await FindAsync(port) is not { } listener)
        {
            return new CallOutcome(false, $"error: failed to connect service at \"{Joined(address, port)}\": connection error: desc = \"transport: Error while dialing: dial tcp {Joined(address, port)}: connect: connection refused\"");
        }

        var service = Encoding.UTF8.GetBytes(grpc.StringOrEmpty("service"));
        byte[] message = service.Length == 0 ? [] : [0x0a, (byte)service.Length, .. service];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{Joined(address, port)}/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            Content = new ByteArrayContent([0, 0, 0, 0, (byte)message.Length, .. message]),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        using var response = await listener.SendAsync(request, cancellation);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
        return response.StatusCode != HttpStatusCode.OK || answer.Length < 5
            ? new CallOutcome(false, "error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ")
            : answer is [_, _, _, _, _, 0x08, 1, ..] ? new CallOutcome(true, "") : new CallOutcome(false, "service unhealthy (responded with \"NOT_SERVING\")");
    }

    // A program that was only just started gets its turns before somebody says that nobody listens.
    private async Task<ContainerPort?> FindAsync(int port)
    {
        var network = sandbox.EnterNetwork();
        for (var turn = 0; turn < TurnsToListen && network.FindPort(port) is null; turn++)
        {
            await Task.Yield();
        }

        return network.FindPort(port);
    }

    private int? Port(Value? port)
    {
        if (port is NumberValue number && number.TryGetInt64(out var value))
        {
            return (int)value;
        }

        var name = (port as StringValue)?.Text;
        var named = container.View.Ports.FirstOrDefault(p => p.StringOrEmpty("name") == name);
        return named?.Integer("containerPort") is { } found ? (int)found
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    private static string PortError(Value? port) => $"strconv.Atoi: parsing \"{(port as StringValue)?.Text}\": invalid syntax";

    // Probes see only variables that are written in the pod itself (ExpandContainerCommandOnlyStatic).
    private string? StaticVariable(string name) => container.View.Env.FirstOrDefault(e => e.StringOrEmpty("name") == name)?.String("value");

    private static void Default(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.Contains(name))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static string Joined(string host, int port) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]:{port}" : $"{host}:{port}";
}
