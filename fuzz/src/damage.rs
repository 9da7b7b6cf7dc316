//! Damage to a file: what disks, editors and people do to bytes.

use libfuzzer_sys::arbitrary::{Result, Unstructured};

/// Does to `bytes` what `chance` says, up to eight times.
pub fn damage(bytes: &mut Vec<u8>, chance: &mut Unstructured<'_>) -> Result<()> {
    for _ in 0..chance.int_in_range(1..=8)? {
        if chance.is_empty() {
            break;
        }
        let at = usize::from(chance.arbitrary::<u16>()?) % (bytes.len() + 1);
        let length = usize::from(chance.arbitrary::<u8>()?);
        let end = (at + length).min(bytes.len());
        match chance.int_in_range(0..=6)? {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            3 => bytes[at..end].fill(0),
            4 => bytes.insert(at, u8::try_from(length).expect("a byte")),
            5 => {
                // A whole line, as a merge of two versions would double or drop it.
                let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
                let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
                let line = bytes[start..end].to_vec();
                if length % 2 == 0 { drop(bytes.splice(end..end, line)) } else { drop(bytes.drain(start..end)) }
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << (length % 8);
                }
            }
        }
    }
    Ok(())
}
