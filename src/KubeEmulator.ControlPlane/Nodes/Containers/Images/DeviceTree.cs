using System.Globalization;
using System.Text;

namespace KubeEmulator.Nodes.Containers.Images;

/// <summary>/dev and /proc: files made when they are opened.</summary>
internal static class DeviceTree
{
    private const int ReadOnly = 0x124;
    private const int ReadWrite = 0x1b6;

    public static void Add(VirtualFileSystem files)
    {
        files.AddDevice("/dev/null", () => Stream.Null, isDevice: true, ReadWrite);
        files.AddDevice("/dev/zero", () => new ZeroStream(), isDevice: true, ReadWrite);
        files.AddDevice("/dev/full", () => new ZeroStream(), isDevice: true, ReadWrite);
        files.AddDevice("/dev/random", () => new RandomStream(), isDevice: true, ReadWrite);
        files.AddDevice("/dev/urandom", () => new RandomStream(), isDevice: true, ReadWrite);
        files.CreateDirectory("/dev/shm", 0x3ff);
        files.CreateLink("/proc/mounts", "self/mounts");
        var started = files.Time.GetUtcNow();
        Proc(files, "version", () => "Linux version 6.1.0 (kube@emulator) #1 SMP\n");
        Proc(files, "cpuinfo", () => string.Concat(Enumerable.Range(0, 2).Select(index => $"processor\t: {index}\nvendor_id\t: Emulated\nmodel name\t: Emulated CPU\ncpu MHz\t\t: 2000.000\n\n")));
        Proc(files, "meminfo", () => "MemTotal:        8388608 kB\nMemFree:         4194304 kB\nMemAvailable:    6291456 kB\nBuffers:               0 kB\nCached:          2097152 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n");
        Proc(files, "loadavg", () => "0.00 0.00 0.00 1/1 1\n");
        Proc(files, "uptime", () =>
        {
            var seconds = (files.Time.GetUtcNow() - started).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
            return $"{seconds} {seconds}\n";
        });
        Proc(files, "self/mounts", () => "overlay / overlay rw,relatime 0 0\nproc /proc proc rw,nosuid,nodev,noexec,relatime 0 0\ntmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755 0 0\n");
    }

    private static void Proc(VirtualFileSystem files, string name, Func<string> content) =>
        files.AddDevice("/proc/" + name, () => new MemoryStream(Encoding.ASCII.GetBytes(content()), writable: false), isDevice: false, ReadOnly);
}
