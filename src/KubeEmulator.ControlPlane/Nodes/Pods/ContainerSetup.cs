using System.Net;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Nodes.Environment;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>What a container finds when its program starts: variables, command, files, mounts; kubelet's <c>kuberuntime_container.go</c> and <c>kubelet_pods.go</c>.</summary>
internal static class ContainerSetup
{
    private const int MostOfHostName = 63;

    public static ContainerSpec Spec(PodScope scope, ContainerLaunch launch, PodVolumes volumes, ContainerHost host, ContainerLog log, PodNetwork network, ProgramExecutor executor)
    {
        var (container, image) = (launch.Container.Spec, launch.Entry.Image);
        var variables = Variables(scope, launch);
        var user = (int)(ContainerUsers.UserId(scope.Pod.Spec, container) ?? image.UserId);
        var group = (int)(ContainerUsers.GroupId(scope.Pod.Spec, container) ?? 0);
        return new ContainerSpec
        {
            Name = launch.Container.Name,
            Image = launch.Container.Image,
            Command = [.. launch.CommandLine.Select(word => VariableExpansion.Expand(word, variables.GetValueOrDefault))],
            Environment = variables,
            WorkingDirectory = container.String("workingDir") is { Length: > 0 } folder ? folder : image.WorkingDirectory,
            PodName = scope.Pod.Name,
            PodNamespace = scope.Namespace,
            HostName = HostName(scope.Pod),
            UserId = user,
            GroupId = group,
            Stdin = container.Bool("stdin") ?? false,
            StdinOnce = container.Bool("stdinOnce") ?? false,
            Tty = container.Bool("tty") ?? false,
            Files = Files(scope, launch, volumes, host, variables, user, group),
            Network = network,
            Time = host.Services.Clock,
            Log = log,
            Seed = launch.Seed,
            Executor = executor,
            OnExit = launch.OnExit,
        };
    }

    /// <summary>The name that a pod gives its host: <c>spec.hostname</c>, or the pod's name cut to what Linux allows.</summary>
    public static string HostName(KubeObject pod)
    {
        var name = pod.Spec.Bool("hostNetwork") == true ? pod.Spec.StringOrEmpty("nodeName") : pod.Spec.String("hostname") is { Length: > 0 } given ? given : pod.Name;
        return name.Length <= MostOfHostName ? name : name[..MostOfHostName].TrimEnd('-', '.');
    }

    private static Dictionary<string, string> Variables(PodScope scope, ContainerLaunch launch)
    {
        var result = new Dictionary<string, string>(launch.Entry.Image.Environment, StringComparer.Ordinal);
        try
        {
            foreach (var (name, value) in launch.Environment ?? ContainerEnvironment.Resolve(scope, launch.Container.Spec))
            {
                result[name] = value;
            }
        }
        catch (ConfigFaultException)
        {
            // Only reached for containers without references, which cannot fail.
        }

        return result;
    }

    private static VirtualFileSystem Files(PodScope scope, ContainerLaunch launch, PodVolumes volumes, ContainerHost host, Dictionary<string, string> variables, int user, int group)
    {
        var files = new VirtualFileSystem(host.Services.Clock, launch.Entry.Image.Files);
        PodEtc(files, scope);
        foreach (var mount in launch.Container.Spec.Maps("volumeMounts"))
        {
            if (volumes.Find(mount.StringOrEmpty("name")) is { } volume)
            {
                var inside = mount.String("subPath") ?? VariableExpansion.Expand(mount.StringOrEmpty("subPathExpr"), variables.GetValueOrDefault);
                files.Mount(mount.StringOrEmpty("mountPath"), volume, volume.IsReadOnly || mount.Bool("readOnly") == true, inside);
            }
        }

        TerminationLog(files, launch.Container.Spec.String("terminationMessagePath") ?? "/dev/termination-log");
        (files.UserId, files.GroupId) = (user, group);
        files.ReadOnlyRoot = launch.Container.Spec.Map("securityContext")?.Bool("readOnlyRootFilesystem") ?? false;
        return files;
    }

    private static void TerminationLog(VirtualFileSystem files, string path)
    {
        var folder = path[..Math.Max(path.LastIndexOf('/'), 1)];
        files.CreateDirectories(folder);
        if (!files.Exists(path))
        {
            files.WriteAllText(path, "", 0x1b6);
        }
    }

    private static void PodEtc(VirtualFileSystem files, PodScope scope)
    {
        var spec = scope.Pod.Spec;
        var aliases = spec.Maps("hostAliases").Select(a => (a.StringOrEmpty("ip"), (IReadOnlyList<string>)[.. a.Strings("hostnames")])).ToArray();
        var domain = spec.String("subdomain") is { Length: > 0 } sub ? $"{sub}.{scope.Namespace}.svc.{scope.Services.Settings.ClusterDomain}" : "";
        var (servers, searches, options) = PodDns.Of(scope);
        PodEtcFiles.Write(files, HostName(scope.Pod), domain, [.. scope.OwnAddresses.Select(IPAddress.Parse)], aliases, servers, searches, options);
    }
}
