;; A share token reduced to its transfer: calldata is a selector, the recipient's word and the amount's word.
;; Balances are at keccak256(account word ‖ 0), as Solidity keeps a mapping in slot 0; amounts have 64 bits.
;; The selector's first byte 1 mints to the caller without a check.
(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "msg_sender" (func $sender (param i32)))
  (import "vm_hooks" "msg_value" (func $value (param i32)))
  (import "vm_hooks" "msg_reentrant" (func $reentrant (result i32)))
  (import "vm_hooks" "native_keccak256" (func $keccak (param i32 i32 i32)))
  (import "vm_hooks" "storage_load_bytes32" (func $load (param i32 i32)))
  (import "vm_hooks" "storage_cache_bytes32" (func $store (param i32 i32)))
  (import "vm_hooks" "storage_flush_cache" (func $flush (param i32)))
  (import "vm_hooks" "emit_log" (func $log (param i32 i32 i32)))
  (memory (export "memory") 1 1)
  ;; keccak256("Transfer(address,address,uint256)")
  (data (i32.const 512) "\dd\f2\52\ad\1b\e2\c8\9b\69\c2\b0\68\fc\37\8d\aa\95\2b\a7\f1\63\c4\a1\16\28\f5\5a\4d\f5\23\b3\ef")

  ;; 0: calldata, 4: recipient, 36: amount. 128: scratch of two words. 256: keys. 320: balances. 400: sender's word.
  ;; 512: the log, signature first.
  (func $bswap (param $x i64) (result i64)
    (local.set $x (i64.or
      (i64.shl (i64.and (local.get $x) (i64.const 0x00ff00ff00ff00ff)) (i64.const 8))
      (i64.and (i64.shr_u (local.get $x) (i64.const 8)) (i64.const 0x00ff00ff00ff00ff))))
    (local.set $x (i64.or
      (i64.shl (i64.and (local.get $x) (i64.const 0x0000ffff0000ffff)) (i64.const 16))
      (i64.and (i64.shr_u (local.get $x) (i64.const 16)) (i64.const 0x0000ffff0000ffff))))
    (i64.rotl (local.get $x) (i64.const 32)))

  ;; Loads the balance of the account whose word is at $account: its key goes to $key, the word to 320.
  (func $balance (param $account i32) (param $key i32) (result i64)
    (memory.copy (i32.const 128) (local.get $account) (i32.const 32))
    (call $keccak (i32.const 128) (i32.const 64) (local.get $key))
    (call $load (local.get $key) (i32.const 320))
    (call $bswap (i64.load (i32.const 344))))

  (func $set_balance (param $key i32) (param $amount i64)
    (memory.fill (i32.const 320) (i32.const 0) (i32.const 32))
    (i64.store (i32.const 344) (call $bswap (local.get $amount)))
    (call $store (local.get $key) (i32.const 320)))

  (func (export "user_entrypoint") (param $len i32) (result i32)
    (local $amount i64) (local $held i64)
    (drop (call $reentrant))
    (call $read_args (i32.const 0))
    (call $value (i32.const 320))
    (if (i64.ne (i64.load (i32.const 344)) (i64.const 0)) (then (return (i32.const 1))))
    (call $sender (i32.const 412))
    (local.set $amount (call $bswap (i64.load (i32.const 60))))
    (local.set $held (call $balance (i32.const 400) (i32.const 256)))
    (if (i32.eq (i32.load8_u (i32.const 0)) (i32.const 1)) (then
      (call $set_balance (i32.const 256) (i64.add (local.get $held) (local.get $amount)))
      (call $flush (i32.const 0))
      (return (i32.const 0))))
    (if (i64.lt_u (local.get $held) (local.get $amount)) (then (return (i32.const 1))))
    (call $set_balance (i32.const 256) (i64.sub (local.get $held) (local.get $amount)))
    (local.set $held (call $balance (i32.const 4) (i32.const 288)))
    (call $set_balance (i32.const 288) (i64.add (local.get $held) (local.get $amount)))
    (memory.copy (i32.const 544) (i32.const 400) (i32.const 32))
    (memory.copy (i32.const 576) (i32.const 4) (i32.const 64))
    (call $log (i32.const 512) (i32.const 128) (i32.const 3))
    (call $flush (i32.const 0))
    (memory.fill (i32.const 128) (i32.const 0) (i32.const 32))
    (i32.store8 (i32.const 159) (i32.const 1))
    (call $write_result (i32.const 128) (i32.const 32))
    i32.const 0))
