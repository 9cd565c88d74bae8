;; Runs a script from its calldata, one instruction after another, and returns the last result.
;; `support/script.rs` writes such scripts and names the instructions.
(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "storage_load_bytes32" (func $load (param i32 i32)))
  (import "vm_hooks" "storage_cache_bytes32" (func $store (param i32 i32)))
  (import "vm_hooks" "storage_flush_cache" (func $flush (param i32)))
  (import "vm_hooks" "transient_load_bytes32" (func $tload (param i32 i32)))
  (import "vm_hooks" "transient_store_bytes32" (func $tstore (param i32 i32)))
  (import "vm_hooks" "call_contract" (func $call (param i32 i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "delegate_call_contract" (func $delegate (param i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "static_call_contract" (func $static (param i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "create1" (func $create1 (param i32 i32 i32 i32 i32)))
  (import "vm_hooks" "create2" (func $create2 (param i32 i32 i32 i32 i32 i32)))
  (import "vm_hooks" "read_return_data" (func $read_return (param i32 i32 i32) (result i32)))
  (import "vm_hooks" "return_data_size" (func $return_size (result i32)))
  (import "vm_hooks" "emit_log" (func $log (param i32 i32 i32)))
  (import "vm_hooks" "msg_reentrant" (func $reentrant (result i32)))
  (import "vm_hooks" "msg_sender" (func $sender (param i32)))
  (import "vm_hooks" "msg_value" (func $value (param i32)))
  (import "vm_hooks" "contract_address" (func $self (param i32)))
  (import "vm_hooks" "evm_gas_left" (func $gas (result i64)))
  (import "vm_hooks" "account_balance" (func $balance (param i32 i32)))
  (import "vm_hooks" "account_codehash" (func $codehash (param i32 i32)))
  (import "vm_hooks" "account_code_size" (func $codesize (param i32) (result i32)))
  (import "vm_hooks" "exit_early" (func $exit (param i32)))

  (memory (export "memory") 2 2)
  (global $result_len (mut i32) (i32.const 0))
  (global $status (mut i32) (i32.const 0))
  (global $at (mut i32) (i32.const 4096))

  ;; 0: where lengths are written. 4096: the calldata. 65536: the result.
  (func $take (param $bytes i32) (result i32)
    global.get $at
    (global.set $at (i32.add (global.get $at) (local.get $bytes))))

  (func $take_u32 (result i32)
    (i32.load (call $take (i32.const 4))))

  (func $word_result
    (global.set $result_len (i32.const 32)))

  (func $copy_return_data
    (global.set $result_len (call $return_size))
    (drop (call $read_return (i32.const 65536) (i32.const 0) (global.get $result_len))))

  (func $run_call
    (local $kind i32) (local $to i32) (local $value i32) (local $gas i64) (local $len i32) (local $data i32)
    (local.set $kind (i32.load8_u (call $take (i32.const 1))))
    (local.set $to (call $take (i32.const 20)))
    (local.set $value (call $take (i32.const 32)))
    (local.set $gas (i64.load (call $take (i32.const 8))))
    (local.set $len (call $take_u32))
    (local.set $data (call $take (local.get $len)))
    (if (i32.eqz (local.get $kind)) (then
      (global.set $status (call $call (local.get $to) (local.get $data) (local.get $len)
        (local.get $value) (local.get $gas) (i32.const 0)))))
    (if (i32.eq (local.get $kind) (i32.const 1)) (then
      (global.set $status (call $delegate (local.get $to) (local.get $data) (local.get $len)
        (local.get $gas) (i32.const 0)))))
    (if (i32.eq (local.get $kind) (i32.const 2)) (then
      (global.set $status (call $static (local.get $to) (local.get $data) (local.get $len)
        (local.get $gas) (i32.const 0)))))
    (call $copy_return_data))

  (func $run_create
    (local $kind i32) (local $value i32) (local $salt i32) (local $len i32) (local $code i32)
    (local.set $kind (i32.load8_u (call $take (i32.const 1))))
    (local.set $value (call $take (i32.const 32)))
    (local.set $salt (call $take (i32.const 32)))
    (local.set $len (call $take_u32))
    (local.set $code (call $take (local.get $len)))
    (if (local.get $kind)
      (then (call $create2 (local.get $code) (local.get $len) (local.get $value) (local.get $salt)
        (i32.const 65536) (i32.const 0)))
      (else (call $create1 (local.get $code) (local.get $len) (local.get $value)
        (i32.const 65536) (i32.const 0))))
    (global.set $result_len (i32.const 20)))

  (func $forever
    (loop $again (br $again)))

  (func $step (param $op i32) (result i32)
    (local $key i32)
    (block $unknown
    (block $op21 (block $op20 (block $op19 (block $op18 (block $op17 (block $op16 (block $op15 (block $op14
    (block $op13 (block $op12 (block $op11 (block $op10 (block $op9 (block $op8 (block $op7 (block $op6
    (block $op5 (block $op4 (block $op3 (block $op2 (block $op1
      (br_table $unknown $op1 $op2 $op3 $op4 $op5 $op6 $op7 $op8 $op9 $op10 $op11 $op12 $op13 $op14 $op15
        $op16 $op17 $op18 $op19 $op20 $op21 $unknown (local.get $op)))
      ;; 1 store
      (local.set $key (call $take (i32.const 32)))
      (call $store (local.get $key) (call $take (i32.const 32)))
      (return (i32.const 0)))
      ;; 2 load
      (call $load (call $take (i32.const 32)) (i32.const 65536))
      (call $word_result)
      (return (i32.const 0)))
      ;; 3 call
      (call $run_call)
      (return (i32.const 0)))
      ;; 4 revert
      (return (i32.const 1)))
      ;; 5 flush
      (call $flush (i32.load8_u (call $take (i32.const 1))))
      (return (i32.const 0)))
      ;; 6 log: topics, length of topics and data, bytes
      (local.set $op (i32.load8_u (call $take (i32.const 1))))
      (local.set $key (call $take_u32))
      (call $log (call $take (local.get $key)) (local.get $key) (local.get $op))
      (return (i32.const 0)))
      ;; 7 transient store
      (local.set $key (call $take (i32.const 32)))
      (call $tstore (local.get $key) (call $take (i32.const 32)))
      (return (i32.const 0)))
      ;; 8 transient load
      (call $tload (call $take (i32.const 32)) (i32.const 65536))
      (call $word_result)
      (return (i32.const 0)))
      ;; 9 create
      (call $run_create)
      (return (i32.const 0)))
      ;; 10 reentrant
      (i32.store (i32.const 65536) (call $reentrant))
      (global.set $result_len (i32.const 4))
      (return (i32.const 0)))
      ;; 11 revert with the return data if the last call failed
      (return (i32.ne (global.get $status) (i32.const 0))))
      ;; 12 trap
      (unreachable))
      ;; 13 sender
      (call $sender (i32.const 65536))
      (global.set $result_len (i32.const 20))
      (return (i32.const 0)))
      ;; 14 value
      (call $value (i32.const 65536))
      (call $word_result)
      (return (i32.const 0)))
      ;; 15 own address
      (call $self (i32.const 65536))
      (global.set $result_len (i32.const 20))
      (return (i32.const 0)))
      ;; 16 gas left
      (i64.store (i32.const 65536) (call $gas))
      (global.set $result_len (i32.const 8))
      (return (i32.const 0)))
      ;; 17 run for ever
      (call $forever)
      (return (i32.const 0)))
      ;; 18 status of the last call
      (i32.store (i32.const 65536) (global.get $status))
      (global.set $result_len (i32.const 4))
      (return (i32.const 0)))
      ;; 19 balance
      (call $balance (call $take (i32.const 20)) (i32.const 65536))
      (call $word_result)
      (return (i32.const 0)))
      ;; 20 hash of the code
      (call $codehash (call $take (i32.const 20)) (i32.const 65536))
      (call $word_result)
      (return (i32.const 0)))
      ;; 21 leave early with a status
      (call $write_result (i32.const 65536) (global.get $result_len))
      (call $exit (i32.load8_u (call $take (i32.const 1))))
      (return (i32.const 0)))
    (unreachable))

  (func (export "user_entrypoint") (param $len i32) (result i32)
    (local $failed i32)
    (call $read_args (i32.const 4096))
    (local.set $len (i32.add (local.get $len) (i32.const 4096)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (global.get $at) (local.get $len)))
        (local.set $failed (call $step (i32.load8_u (call $take (i32.const 1)))))
        (br_if $next (i32.eqz (local.get $failed)))))
    (call $write_result (i32.const 65536) (global.get $result_len))
    (local.get $failed)))
