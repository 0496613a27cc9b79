using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Streaming.Sessions;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary>Exec and attach as the kubelet serves them. Upstream: <c>pkg/kubelet/server/server.go</c> and <c>kubelet_pods.go</c>.</summary>
internal static class KubeletCommands
{
    /// <summary>Runs a command in a container.</summary>
    public static Task ExecAsync(Exchange exchange, KubeObject pod, string container, CommandOptions options, IReadOnlyList<string> command)
    {
        if (!options.IsAny)
        {
            return AnswerWriter.WriteTextAsync(exchange, 400, CommandOptions.NoneWanted);
        }

        if (exchange.Services.Pods?.Find(pod) is not { } sandbox || !sandbox.IsContainerRunning(container))
        {
            return AnswerWriter.WriteTextAsync(exchange, 500, $"container not found ({GoText.Quote(container)})\n");
        }

        return CommandServing.ServeAsync(exchange, options, "error executing command in container", async (streams, gone) =>
            new CommandOutcome(await sandbox.ExecAsync(container, command, streams, gone).ConfigureAwait(false), "") { Command = command });
    }

    /// <summary>Joins a container's main process. Whether it has a terminal was decided when it started.</summary>
    public static Task AttachAsync(Exchange exchange, KubeObject pod, string container, CommandOptions options)
    {
        if (!options.IsAny)
        {
            return AnswerWriter.WriteTextAsync(exchange, 400, CommandOptions.NoneWanted);
        }

        if (exchange.Services.Pods?.Find(pod) is not { } sandbox || !sandbox.IsContainerRunning(container))
        {
            return AnswerWriter.WriteTextAsync(exchange, 500, $"container {container} not found in pod {pod.Name}_{pod.Namespace}\n");
        }

        return CommandServing.ServeAsync(exchange, options, "error attaching to container", async (streams, gone) =>
        {
            await sandbox.AttachAsync(container, streams, gone).ConfigureAwait(false);
            return CommandOutcome.Success;
        });
    }

    /// <summary>Connects to ports of a pod.</summary>
    public static Task ForwardAsync(Exchange exchange, KubeObject pod, IEnumerable<string> ports) =>
        exchange.Services.Pods?.Find(pod) is { IsRunning: true } sandbox
            ? PortForwarding.ServeAsync(exchange, sandbox, pod.Metadata.Uid, ports)
            : AnswerWriter.WriteTextAsync(exchange, 500, $"pod not found ({GoText.Quote($"{pod.Name}_{pod.Namespace}")})\n");
}
