using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace WallboxMqtt.Tests.Safety.Fuzz.Guided;

/// <summary>Which branches instrumented code has taken, and how often by powers of two, as AFL reckons.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;
    private static readonly byte* s_taken = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    /// <summary>Instrumented code may run from now on, and must not before.</summary>
    internal static void Prepare() => Trace.SharedMem = s_taken;

    /// <summary>Branches seen so far.</summary>
    internal int Branches { get; private set; }

    /// <summary>An input begins.</summary>
    internal void Begin()
    {
        new Span<byte>(s_taken, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>An input has ended: true where it took a branch that none had taken before, or much more often.</summary>
    internal bool IsNew()
    {
        var news = false;
        for (var at = 0; at < Size; at++)
        {
            if (s_taken[at] == 0)
                continue;
            var times = (byte)(1 << int.Log2(s_taken[at]));
            if ((_seen[at] & times) != 0)
                continue;
            Branches += _seen[at] == 0 ? 1 : 0;
            _seen[at] |= times;
            news = true;
        }

        return news;
    }
}
